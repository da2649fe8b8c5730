package dev.omnipoints.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.omnipoints.suite.grpc.Loyalty;
import dev.omnipoints.suite.grpc.Partner;
import dev.omnipoints.suite.local.Fleet;
import dev.omnipoints.suite.rest.Answer;
import dev.omnipoints.suite.rest.Gateway;
import dev.omnipoints.suite.rest.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that sell, redeem, hold and capture for a few members until told to stop, by REST, gRPC and streams, and of
 * each command ask under its key, at one door and the other, until they know what became of it. They remember every
 * answer.
 */
final class Persistent implements AutoCloseable {
    private static final int MEMBERS = 6;
    private static final int DOORS = 2;
    /** Of whoever asks loyalty-service itself: longer than it takes to say that it knows nothing. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Between two commands of a client: what is killed starts again on the same machine. */
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final List<Gateway> doors;
    private final Map<String, String> keys;
    private final Asking.OfShop shops;
    private final Partner partner;
    private final List<Loyalty> loyalties = new ArrayList<>();
    private final List<String> members;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> asked = new ConcurrentSkipListMap<>();
    private final AtomicLong askedAgain = new AtomicLong();
    private volatile long newestAnswered;
    private volatile boolean stopped;

    /** @param settings the suite's own, suite.json */
    Persistent(Fleet fleet, JsonNode settings) {
        doors = fleet.doors().stream().map(Gateway::new).toList();
        keys = fleet.doors().getFirst().keys();
        shops = new Asking.OfShop(doors, keys);
        partner = new Partner(settings);
        for (int door = 0; door < DOORS; door++) {
            loyalties.add(partner.at(fleet.loyaltyPort(door), PATIENCE));
        }
        this.members = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            members.add(enrol());
        }
    }

    private String enrol() {
        var body = "{\"identities\":[{\"type\":\"EXTERNAL\",\"value\":\"" + Sales.unique() + "\"}]}";
        var key = Sales.unique();
        return new Retry(() -> {})
                .send(() -> doors.getFirst().post("/v1/members", keys.get("STORE"), key, body))
                .orFail("The enrolment")
                .path("memberId")
                .asText();
    }

    List<String> members() {
        return members;
    }

    /** One client, until {@link #stop}. */
    void run(int number) {
        var asking = asking(number);
        var random = new Random(number);
        while (!stopped) {
            var member = members.get(random.nextInt(MEMBERS));
            switch (random.nextInt(5)) {
                case 0 -> ask(number, asking.redemption(member, 1));
                case 1 -> {
                    var held = ask(number, asking.hold(member, 2));
                    if (held.has("holdId")) {
                        var hold = held.path("holdId").asText();
                        ask(number, random.nextBoolean() ? asking.capture(hold) : asking.release(hold));
                    }
                }
                default -> ask(number, asking.earn(member));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Two shops, two partners whose commands are calls, and two whose commands go over a stream. */
    private Asking asking(int number) {
        return switch (number % 3) {
            case 0 -> shops;
            case 1 -> new Asking.OfPartner(partner, loyalties, Asking.Way.CALL);
            default -> new Asking.OfPartner(partner, loyalties, Asking.Way.STREAM);
        };
    }

    void stop() {
        stopped = true;
    }

    /** A new sale of three euros for one of the members, by the channel's key. */
    Asking.Command sale(String channel) {
        return shops.sale(channel, members.get(ThreadLocalRandom.current().nextInt(MEMBERS)));
    }

    /** What is told of commands that are all sent at once, at the two doors in turn, once each. */
    List<Answer> atOnce(List<Asking.Command> commands) throws Exception {
        var answers = new ArrayList<Future<Answer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < commands.size(); i++) {
                var command = commands.get(i);
                int door = i % 2;
                answers.add(threads.submit(() -> command.request().send(door)));
            }
        }
        var told = new ArrayList<Answer>();
        for (var answer : answers) {
            told.add(answer.get());
        }
        return told;
    }

    /** The row that answers a command, however long it takes to learn it. */
    String untilKnown(Asking.Command command) {
        ask(0, command);
        return answers.get(command.key());
    }

    /** The answer's body. */
    private JsonNode ask(int client, Asking.Command command) {
        long began = System.nanoTime();
        var door = new AtomicLong(client);
        var retry = new Retry(askedAgain::incrementAndGet);
        asked.merge(command.way(), 1, Integer::sum);
        Answer answer;
        do {
            answer = retry.send(() -> command.request().send((int) (door.getAndIncrement() % DOORS)));
        } while (Retry.toAskAgain(answer));
        remember(command.key(), answer);
        newestAnswered = Math.max(newestAnswered, began);
        return answer.body();
    }

    private void remember(String key, Answer answer) {
        var balance = answer.body().path("balance");
        if (!answer.ok() && balance.isMissingNode()) {
            throw new AssertionError("Nobody expects " + answer.status() + " " + answer.problem());
        }
        answers.put(
                key,
                balance.path("memberId").asText() + "/" + balance.path("seq").asLong());
    }

    /** When the newest command was begun that is answered, by System.nanoTime. */
    long newestAnswered() {
        return newestAnswered;
    }

    /** Of each key the row that answered it. */
    Map<String, String> answers() {
        return answers;
    }

    /** How many commands were asked for, by the way they went. */
    Map<String, Integer> asked() {
        return asked;
    }

    /** The same and how often they were asked again, for people. */
    String counts() {
        return "in all: commands by " + asked + ", asked again " + askedAgain + " times; each has one row";
    }

    @Override
    public void close() {
        doors.forEach(Gateway::close);
        loyalties.forEach(Loyalty::close);
    }
}
