package dev.omnipoints.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.omnipoints.suite.grpc.Partner;
import dev.omnipoints.suite.local.Folder;
import dev.omnipoints.suite.local.Instance;
import dev.omnipoints.suite.rest.Answer;
import dev.omnipoints.suite.rest.Gateway;
import dev.omnipoints.suite.rest.Retry;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Two gateways, each of which knows of one loyalty-service alone, over one database: the running suite's, and two
 * processes beside it. Remembers what it was told, to be held against the journal.
 */
final class TwoDoors implements AutoCloseable {
    private static final int WARMING = 8;

    private final RunningSuite suite = RunningSuite.get();
    private final Instance loyalty = Instance.loyalty(Folder.at(suite.folder()));
    private final Instance gateway = loyalty.gateway();
    private final List<Gateway> doors = List.of(suite.gateway(), new Gateway(gateway.local()));
    private final Retry retry = new Retry(() -> {});
    private final Set<String> members = ConcurrentHashMap.newKeySet();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** Something asked at a door, under a key of its own; sent again where no answer comes. */
    interface Request {
        Answer send(Gateway door) throws IOException;

        /** By a channel. */
        static Request post(String channel, String path, String body) {
            var key = Sales.unique();
            var apiKey = RunningSuite.get().local().keys().get(channel);
            return door -> door.post(path, apiKey, key, body);
        }

        /** By a member or by staff. */
        static Request postWithToken(String token, String path, String body) {
            var key = Sales.unique();
            return door -> door.postWithToken(path, token, key, body);
        }
    }

    /** Someone of no other test. */
    record Member(String id, String external) {
        /** Earns so many points. */
        Request sale(long points) {
            return sale(Sales.unique(), points);
        }

        Request sale(String number, long points) {
            return Request.post("STORE", "/v1/sales", Sales.body(number, external, points * 100));
        }

        /** By a channel that may say who its customer is. */
        Request redemption(String channel, long points) {
            return Request.post(channel, "/v1/redemptions", "{\"memberId\":\"" + id + "\",\"points\":" + points + "}");
        }

        Request hold(long points, int seconds) {
            var body = "{\"memberId\":\"" + id + "\",\"points\":" + points + ",\"ttlSeconds\":" + seconds + "}";
            return Request.post("WEB", "/v1/holds", body);
        }

        Request transferFrom(String token, long points) {
            var body = "{\"to\":{\"memberId\":\"" + id + "\"},\"points\":" + points + "}";
            return Request.postWithToken(token, "/v1/me/transfers", body);
        }

        /** Their own. */
        String token() throws IOException {
            return RunningSuite.get().gateway().memberToken(id);
        }

        /** As the member sees it, whole. */
        JsonNode statement() throws IOException {
            return RunningSuite.get()
                    .gateway()
                    .get("/v1/me/activity?pageSize=200", token())
                    .orFail("The statement")
                    .path("entries");
        }

        /** How the hold of this row came to its end, all of them if it had several. */
        String endsOf(long hold) throws SQLException {
            return ask("SELECT string_agg((ARRAY['captured', 'voided', 'timed out'])[kind - 3], ' and ') FROM journal"
                    + " WHERE refused = 0 AND kind <> 3 AND hold_seq = " + hold + " AND hold_member = ");
        }

        /** Rows of the journal but those that the ledger wrote by itself. */
        int rows() throws SQLException {
            return Integer.parseInt(ask("SELECT count(*) FROM journal WHERE caller <> '~ledger' AND member = "));
        }

        /** What can be spent, and what is held and owed. */
        String stored() throws SQLException {
            return ask("SELECT spendable || ', held ' || held || ', owed ' || owed FROM account WHERE member = ");
        }

        private String ask(String aboutMember) throws SQLException {
            return RunningSuite.get().ask("loyalty", aboutMember + "'" + id + "'");
        }
    }

    /** Ready, and warm: of a hundred that come at once to processes that were just started few are served in time. */
    TwoDoors() throws Exception {
        loyalty.awaitReady();
        gateway.awaitReady();
        var first = enrol();
        for (int i = 0; i < WARMING; i++) {
            atOnce(List.of(first.sale(1), first.sale(1)));
            atOnce(List.of(first.redemption("WEB", 1), first.redemption("WEB", 1)));
        }
    }

    /** The first (0) or the second (1) one. */
    Gateway door(int number) {
        return doors.get(number);
    }

    private Gateway impatient(int number, Duration patience) {
        return new Gateway(number == 0 ? suite.local() : gateway.local(), patience);
    }

    /** A door with what is behind it, for clients who wait that long; to be closed. */
    Door whole(int number, Partner partner, Duration patience) {
        int port = number == 0
                ? RunningSuite.settings(suite.folder())
                        .path("ports")
                        .path("loyalty")
                        .asInt()
                : loyalty.port();
        return new Door(impatient(number, patience), partner.at(port, patience));
    }

    /** Someone new. */
    Member enrol() throws Exception {
        var external = Sales.unique();
        var enrolment = Request.post(
                "STORE", "/v1/members", "{\"identities\":[{\"type\":\"EXTERNAL\",\"value\":\"" + external + "\"}]}");
        var id = ask("The enrolment", enrolment).path("memberId").asText();
        members.add(id);
        return new Member(id, external);
    }

    /** What clients are told that all ask at one moment, each its own request, at the two doors in turn. */
    Told atOnce(List<Request> requests) throws Exception {
        var together = new CyclicBarrier(requests.size());
        var sent = new ArrayList<Future<Answer>>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < requests.size(); i++) {
                var door = doors.get(i % 2);
                var request = requests.get(i);
                sent.add(clients.submit(() -> {
                    together.await();
                    return retry.send(() -> request.send(door));
                }));
            }
        }
        var answers = new ArrayList<Answer>();
        for (var answer : sent) {
            answers.add(answer.get());
        }
        answers.forEach(this::remember);
        return new Told(answers);
    }

    /** The answer to one request, at the first door. */
    JsonNode ask(String what, Request request) throws Exception {
        return atOnce(List.of(request)).answers().getFirst().orFail(what);
    }

    private void remember(Answer answer) {
        var balance = answer.body().path("balance");
        if (balance.path("seq").asLong() > 0) {
            told.add(balance.path("memberId").asText() + "/"
                    + balance.path("seq").asLong());
        }
    }

    /** What was told is in the journal, once, and nothing else is: no row is there that nobody was told of. */
    void assertJournalIsWhatWasTold() throws SQLException {
        var rows = new TreeSet<String>();
        try (var connection = suite.superuser("loyalty");
                var select = connection.prepareStatement("SELECT member || '/' || seq FROM journal"
                        + " WHERE member = ANY (?) AND caller NOT IN ('~ledger', '" + Merging.CALLER + "')")) {
            select.setArray(1, connection.createArrayOf("uuid", members.toArray()));
            try (var found = select.executeQuery()) {
                while (found.next()) {
                    rows.add(found.getString(1));
                }
            }
        }
        assertThat(told).as("told, and not in the journal").allMatch(rows::contains);
        assertThat(rows).as("in the journal, and nobody was told").allMatch(told::contains);
    }

    /** Without its loyalty-service the second gateway knows no balance: it had no other. The first one has its own. */
    void assertEachHasItsOwn() throws Exception {
        var token = enrol().token();
        for (var door : doors) {
            assertThat(balance(door, token).status()).isEqualTo(200);
        }
        loyalty.close();
        assertThat(balance(doors.getFirst(), token).status()).isEqualTo(200);
        assertThat(balance(doors.getLast(), token).reason()).isEqualTo("DEPENDENCY_UNAVAILABLE");
    }

    private static Answer balance(Gateway door, String token) throws IOException {
        return door.get("/v1/me/balance", token);
    }

    /** Stops what was started beside the suite. */
    @Override
    public void close() {
        doors.getLast().close();
        gateway.close();
        loyalty.close();
    }
}
