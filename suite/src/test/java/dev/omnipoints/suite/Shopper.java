package dev.omnipoints.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.omnipoints.suite.check.Recorder;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A client that asks for whatever comes to its mind, for the same few customers as others do, and records it. */
final class Shopper {
    private static final List<String> CHANNELS = List.of("STORE", "WEB", "APP", "SALON", "CALL_CENTRE");
    private static final List<String> SPENDING =
            List.of("STORE", "WEB", "APP", "SALON", "CALL_CENTRE", Customer.MEMBER, Customer.PARTNER);
    private static final List<String> ENDING = List.of("STORE", "WEB", "APP", "SALON", "CALL_CENTRE", Customer.PARTNER);
    private static final int HANGS_UP_IN = 20;

    private final Crowd crowd;
    private final HistoryClient client;
    private final Random random;

    /**
     * What clients share: whom they ask for, where, and what came of it.
     *
     * @param doors where they wait
     * @param impatient where they hang up soon, in the same order
     */
    record Crowd(
            Recorder recorder,
            List<Customer> customers,
            List<Door> doors,
            List<Door> impatient,
            Queue<Thing> holds,
            Queue<Thing> originals,
            Queue<Thing> receipts) {
        Crowd(Recorder recorder, List<Customer> customers, List<Door> doors, List<Door> impatient) {
            this(
                    recorder,
                    customers,
                    doors,
                    impatient,
                    new ConcurrentLinkedQueue<>(),
                    new ConcurrentLinkedQueue<>(),
                    new ConcurrentLinkedQueue<>());
        }
    }

    /** Something of a customer's that can be asked for later. */
    record Thing(Customer whose, String id) {}

    Shopper(Crowd crowd, long seed) {
        this.crowd = crowd;
        client = new HistoryClient(crowd.recorder());
        random = new Random(seed);
    }

    /** Asks for one thing; where no answer comes perhaps again. */
    void ask() {
        var customer = any(crowd.customers());
        var errand = choose(customer);
        int door = random.nextInt(crowd.doors().size());
        boolean hangsUp = random.nextInt(HANGS_UP_IN) == 0;
        var answer = client.send(errand, (hangsUp ? crowd.impatient() : crowd.doors()).get(door), door);
        if (answer.isEmpty() && random.nextBoolean()) {
            int other = random.nextInt(crowd.doors().size());
            answer = client.send(errand, crowd.doors().get(other), other);
        }
        answer.filter(told -> told.ok()).ifPresent(told -> keep(customer, errand, told.body()));
    }

    private Errand choose(Customer customer) {
        long points = 10L * (1 + random.nextInt(20));
        int what = random.nextInt(100);
        if (what < 16) {
            return customer.sale(any(CHANNELS), 2 * points);
        } else if (what < 20) {
            return customer.earn(2 * points);
        } else if (what < 32) {
            return customer.redemption(any(SPENDING), points);
        } else if (what < 46) {
            return customer.hold(any(SPENDING), points, random.nextInt(6) == 0 ? 1 : 3_600);
        } else if (what < 58) {
            return ofHold(customer);
        } else if (what < 66) {
            return reversal(customer, points);
        } else if (what < 70) {
            return bringBack(customer);
        } else if (what < 74) {
            return customer.adjustment(random.nextBoolean() ? points : -points);
        } else if (what < 84) {
            return customer.transfer(random.nextInt(4) == 0 ? Customer.CARE : Customer.MEMBER, other(customer), points);
        }
        return what < 88 ? customer.newest() : customer.read(any(SPENDING));
    }

    /** Often one that others end at the same time. */
    private Errand ofHold(Customer otherwise) {
        var hold = random.nextInt(3) == 0 ? crowd.holds().peek() : crowd.holds().poll();
        if (hold == null) {
            return otherwise.read(any(SPENDING));
        }
        return switch (random.nextInt(6)) {
            case 0, 1 -> hold.whose().capture(any(ENDING), hold.id());
            case 2 -> hold.whose().capture(any(ENDING), hold.id(), 10);
            case 3, 4 -> hold.whose().release(any(ENDING), hold.id());
            default -> hold.whose().saleWith(any(CHANNELS), hold.id(), 10, 30);
        };
    }

    private Errand reversal(Customer otherwise, long points) {
        var original = random.nextInt(3) == 0
                ? crowd.originals().peek()
                : crowd.originals().poll();
        if (original == null) {
            return otherwise.newest();
        }
        boolean isEarn = original.id().startsWith("earn_");
        return original.whose()
                .reversal(
                        isEarn || random.nextInt(4) == 0 ? Customer.CARE : any(ENDING),
                        original.id(),
                        random.nextBoolean() ? null : points);
    }

    private Errand bringBack(Customer otherwise) {
        var receipt = random.nextInt(3) == 0
                ? crowd.receipts().peek()
                : crowd.receipts().poll();
        return receipt == null ? otherwise.newest() : receipt.whose().bringBack("STORE", receipt.id());
    }

    private void keep(Customer customer, Errand errand, JsonNode told) {
        switch (errand.verb()) {
            case HOLD ->
                crowd.holds().add(new Thing(customer, told.path("holdId").asText()));
            case REDEEM ->
                crowd.originals()
                        .add(new Thing(customer, told.path("redemptionId").asText()));
            case SALE -> {
                if (random.nextInt(4) == 0) {
                    crowd.receipts().add(new Thing(whose(errand), errand.asked().receipt()));
                }
            }
            case READ -> earned(customer, told);
            default -> {}
        }
    }

    private void earned(Customer customer, JsonNode told) {
        for (var row : told.path("entries")) {
            if (row.path("kind").asText().equals("EARN") && random.nextInt(4) == 0) {
                crowd.originals().add(new Thing(customer, row.path("id").asText()));
            }
        }
    }

    private Customer whose(Errand errand) {
        return crowd.customers().stream()
                .filter(customer -> customer.id().equals(errand.asked().member()))
                .findFirst()
                .orElseThrow();
    }

    private Customer other(Customer customer) {
        var others = crowd.customers();
        int step = 1 + random.nextInt(others.size() - 1);
        return others.get((others.indexOf(customer) + step) % others.size());
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
