package dev.omnipoints.suite.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Clients that ask a {@link SimulatedLedger} at once, by a seed: what one asks is done at some moment between its
 * invocation and its completion. Some crash, before or after it is done or while it is still under way, and then what
 * they asked may be done at any later time, or never; some ask the same again under its key. The statements are read in
 * the end, while some of that is still under way.
 */
final class SimulatedClients {
    private static final int CLIENTS = 6;
    private static final int CRASHES_IN = 12;
    private static final List<String> CHANNELS = List.of("STORE", "WEB", "APP");

    private final Random random;
    private final SimulatedLedger ledger = new SimulatedLedger();
    private final Script script = new Script();
    private final List<String> members;
    private final Client[] clients = new Client[CLIENTS];
    private final List<Runnable> underWay = new ArrayList<>();
    private final List<String> holds = new ArrayList<>();
    private final List<String> originals = new ArrayList<>();
    private final List<String> receipts = new ArrayList<>();
    private int processes = CLIENTS;
    private int keys;

    private SimulatedClients(long seed) {
        random = new Random(seed);
        members = IntStream.range(0, 2 + random.nextInt(2))
                .mapToObj(i -> String.valueOf((char) ('A' + i)))
                .toList();
        for (int i = 0; i < CLIENTS; i++) {
            clients[i] = new Client(i);
        }
    }

    /** A history of so many operations and the last reads. */
    static Script of(long seed, int operations) {
        var all = new SimulatedClients(seed);
        while (all.keys < operations) {
            all.clients[all.random.nextInt(CLIENTS)].step();
            all.perhaps(all.underWay);
        }
        for (var client : all.clients) {
            client.finish();
        }
        for (var member : all.members) {
            all.perhaps(all.underWay);
            int process = all.processes++;
            all.script.invoke(process, Verb.STATEMENT, Asked.of(member));
            all.script.complete(process, all.ledger.take(Verb.STATEMENT, Asked.of(member)));
        }
        return all.script;
    }

    private void perhaps(List<Runnable> what) {
        if (!what.isEmpty() && random.nextInt(4) == 0) {
            what.remove(random.nextInt(what.size())).run();
        }
    }

    private final class Client {
        private int process;
        private Verb verb;
        private Asked asked;
        private SimulatedLedger.Answer answer;
        private Verb choice;
        private boolean again;

        Client(int process) {
            this.process = process;
        }

        void step() {
            if (verb == null) {
                ask();
            } else if (random.nextInt(CRASHES_IN) == 0) {
                crash();
            } else if (answer == null) {
                answer = ledger.take(verb, asked);
            } else {
                complete();
            }
        }

        void finish() {
            if (verb != null) {
                answer = answer == null ? ledger.take(verb, asked) : answer;
                complete();
            }
        }

        private void ask() {
            if (!again) {
                choose();
            }
            again = false;
            verb = choice;
            answer = null;
            script.invoke(process, verb, asked);
        }

        private void crash() {
            if (verb.isCommand() && random.nextInt(4) == 0 && answer == null) {
                script.fail(process, Told.refusal("OVERLOADED"));
            } else {
                script.info(process);
                var left = answer;
                var leftVerb = verb;
                var leftAsked = asked;
                if (left == null && leftVerb.isCommand()) {
                    underWay.add(() -> ledger.take(leftVerb, leftAsked));
                }
                process = processes++;
            }
            again = verb.isCommand() && random.nextBoolean();
            verb = null;
        }

        private void complete() {
            script.complete(process, answer);
            var id = answer.told().id();
            if (answer.type() == Type.OK && id != null) {
                if (verb == Verb.HOLD) {
                    holds.add(id);
                } else if (verb != Verb.VOID && verb != Verb.REVERSE && verb != Verb.RETURN) {
                    originals.add(id);
                }
            }
            if (answer.type() == Type.OK && verb == Verb.SALE) {
                receipts.add(asked.member() + "/" + asked.receipt());
            }
            verb = null;
        }

        private void choose() {
            var member = any(members);
            var next = Asked.of(member).key("k" + keys++).channel(any(CHANNELS)).door(random.nextInt(2));
            long points = 10L * (1 + random.nextInt(6));
            int what = random.nextInt(20);
            if (what < 5) {
                choose(Verb.SALE, next.points(3 * points).receipt("r" + keys));
            } else if (what < 8) {
                choose(Verb.REDEEM, next.points(points));
            } else if (what < 10 || holds.isEmpty() || originals.isEmpty() || receipts.isEmpty()) {
                choose(Verb.HOLD, next.points(points));
            } else if (what < 12) {
                ofHold(any(holds), next, points);
            } else if (what < 14) {
                var original = any(originals);
                var reversal = next.original(original);
                choose(Verb.REVERSE, about(original, random.nextBoolean() ? reversal : reversal.points(points)));
            } else if (what == 14) {
                var receipt = any(receipts);
                choose(Verb.RETURN, about(receipt, next.receipt(receipt.substring(2))));
            } else if (what == 15) {
                choose(Verb.ADJUST, next.points(random.nextBoolean() ? points : -points));
            } else if (what < 18) {
                choose(
                        Verb.TRANSFER,
                        next.points(points)
                                .to(members.get((members.indexOf(member) + 1 + random.nextInt(members.size() - 1))
                                        % members.size())));
            } else {
                choose(Verb.READ, Asked.of(member).channel(any(CHANNELS)));
            }
        }

        private void ofHold(String hold, Asked next, long points) {
            var end = about(hold, next.hold(hold));
            switch (random.nextInt(4)) {
                case 0 -> choose(Verb.VOID, end);
                case 1 -> choose(Verb.SALE, end.points(points).pays(10).receipt("r" + keys));
                case 2 -> choose(Verb.CAPTURE, end.points(10));
                default -> choose(Verb.CAPTURE, end);
            }
        }

        /** Ids begin with their member's name. */
        private Asked about(String id, Asked next) {
            return new Asked(
                    id.substring(0, 1),
                    next.key(),
                    next.channel(),
                    next.door(),
                    next.points(),
                    next.ttl(),
                    next.hold(),
                    next.pays(),
                    next.original(),
                    next.to(),
                    next.receipt());
        }

        private void choose(Verb next, Asked request) {
            choice = next;
            asked = request;
        }
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
