package dev.omnipoints.suite;

import dev.omnipoints.contracts.loyalty.v1.PostRequest;
import dev.omnipoints.suite.grpc.Loyalty;
import dev.omnipoints.suite.grpc.Partner;
import dev.omnipoints.suite.rest.Answer;
import dev.omnipoints.suite.rest.Gateway;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What a client asks for, in its own way: commands of its own, each under a new key. */
interface Asking {
    /** Three points for a member. */
    Command earn(String member);

    Command redemption(String member, long points);

    Command hold(String member, long points);

    Command capture(String hold);

    Command release(String hold);

    /**
     * A command with its key; sent again it is the same.
     *
     * @param way by which it goes, for people
     */
    record Command(String way, String key, Request request) {}

    /** What is sent at a door, by its number. */
    interface Request {
        Answer send(int door) throws IOException;
    }

    /** By REST at the gateways. */
    record OfShop(List<Gateway> doors, Map<String, String> keys) implements Asking {
        @Override
        public Command earn(String member) {
            return sale("STORE", member);
        }

        /** A sale of three euros, by the channel's key. */
        Command sale(String channel, String member) {
            var sale = """
                    {"receipt":{"store":"FAULTS-1","terminal":"T1","number":"%s"},"memberId":"%s","currency":"EUR",\
                    "occurredAt":"2026-10-05T10:00:00Z","lines":[%s],"tenders":[{"type":"CASH","amount":300}]}""";
            return command(channel, "/v1/sales", sale.formatted(Sales.unique(), member, Sales.line("1", "300")));
        }

        @Override
        public Command redemption(String member, long points) {
            return command("WEB", "/v1/redemptions", spending(member, points));
        }

        @Override
        public Command hold(String member, long points) {
            return command("WEB", "/v1/holds", spending(member, points));
        }

        private static String spending(String member, long points) {
            return "{\"memberId\":\"" + member + "\",\"points\":" + points + "}";
        }

        @Override
        public Command capture(String hold) {
            return command("APP", "/v1/holds/" + hold + "/capture", "{}");
        }

        @Override
        public Command release(String hold) {
            return command("APP", "/v1/holds/" + hold + "/void", "{}");
        }

        private Command command(String channel, String path, String body) {
            var key = Sales.unique();
            return new Command("REST", key, door -> doors.get(door).post(path, keys.get(channel), key, body));
        }
    }

    /**
     * By gRPC at the loyalty-services, as a gateway passes a partner's commands on.
     *
     * @param way as calls or over a stream
     */
    record OfPartner(Partner partner, List<Loyalty> doors, Way way) implements Asking {
        private static final int SECONDS = 900;

        @Override
        public Command earn(String member) {
            return command(key -> partner.earn(key, member, 3));
        }

        @Override
        public Command redemption(String member, long points) {
            return command(key -> partner.redemption(key, member, points));
        }

        @Override
        public Command hold(String member, long points) {
            return command(key -> partner.hold(key, member, points, SECONDS));
        }

        @Override
        public Command capture(String hold) {
            return command(key -> partner.capture(key, hold, null));
        }

        @Override
        public Command release(String hold) {
            return command(key -> partner.release(key, hold));
        }

        private Command command(Function<String, PostRequest> made) {
            var key = Sales.unique();
            var request = made.apply(key);
            return new Command(way.name(), key, door -> way.send(doors.get(door), request));
        }
    }

    /** How a partner's command reaches a loyalty-service. */
    enum Way {
        CALL(Loyalty::call),
        STREAM(Loyalty::post);

        private final BiFunction<Loyalty, PostRequest, Answer> sent;

        Way(BiFunction<Loyalty, PostRequest, Answer> sent) {
            this.sent = sent;
        }

        /** The answer, in the form in which the gateway gives it. */
        Answer send(Loyalty loyalty, PostRequest command) {
            return sent.apply(loyalty, command);
        }
    }
}
