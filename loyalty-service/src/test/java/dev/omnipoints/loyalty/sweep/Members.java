package dev.omnipoints.loyalty.sweep;

import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Envelope;
import dev.omnipoints.loyalty.ledger.Key;
import dev.omnipoints.loyalty.ledger.Origin;
import dev.omnipoints.loyalty.ledger.Terms;
import dev.omnipoints.loyalty.platform.Wire;
import dev.omnipoints.loyalty.posting.Lanes;
import dev.omnipoints.loyalty.posting.Posted;
import dev.omnipoints.loyalty.posting.Posting;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the sweep's tests do with members, and what they look at. */
final class Members {

    /** What the ledger itself wrote, but for when. */
    private static final String OWN_ROWS = "SELECT concat_ws('|', seq, kind, key_hash, part, points, occurred_at,"
            + " encode(fingerprint, 'hex'), caller, pending, spendable, held, owed) FROM journal"
            + " WHERE channel = 0 AND member = '%s' ORDER BY seq";

    private final Lanes lanes;

    Members(Lanes lanes) {
        this.lanes = lanes;
    }

    static void earn(String programme, MemberContext member, long cents, Instant occurredAt) {
        Calls.sales(programme, "till-1")
                .recordSale(Sales.request(Sales.sale(cents).setOccurredAt(Sales.timestamp(occurredAt)), member)
                        .build());
    }

    /** Many members with 7 points each, pending to the start of tomorrow. */
    List<MemberContext> pending(int count) {
        Terms terms = new Terms(ZoneId.of("Europe/Paris"), new Terms.Expiry.Never(), new Terms.Pending.Days(1));
        Command earn = new Command.Earn(7, terms, false, false);
        List<MemberContext> members =
                Stream.generate(Sales::active).limit(count).toList();
        Future.all(members.stream()
                        .map(member -> lanes.submit(Posting.of(Wire.account("slow", member), now -> earn, envelope())))
                        .toList())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return members;
    }

    /** A hold whose time is up at that very instant. */
    void hold(MemberContext member, long points, Instant until) {
        post(Posting.of(
                Wire.account("demo", member),
                now -> new Command.Hold(points, null, Duration.between(now, until), 50, null),
                envelope()));
    }

    void merge(String programme, MemberContext survivor, MemberContext other) {
        post(Posting.between(
                Wire.account(programme, survivor),
                Wire.account(programme, other),
                now -> new Command.Merge(),
                envelope()));
    }

    private void post(Posting posting) {
        Posted posted = await(lanes.submit(posting));
        if (!(posted instanceof Posted.Done)) {
            throw new AssertionError(posted);
        }
    }

    private static Envelope envelope() {
        Origin till = new Origin("till-1", (short) 1, "PAR-012", "T3", null);
        return new Envelope(till, Key.of("till-1", Sales.fresh()), new byte[32], null, null, null);
    }

    static List<String> ownRows(MemberContext member) {
        return Database.query(OWN_ROWS.formatted(member.getMemberId()));
    }

    /** Kinds and points of what the ledger itself wrote. */
    static List<String> ownKinds(MemberContext member) {
        return Database.query("SELECT concat_ws(' ', kind, points) FROM journal WHERE channel = 0 AND member = '"
                + member.getMemberId() + "' ORDER BY seq");
    }

    /** What stands: pending, spendable, held, owed. */
    static String standing(MemberContext member) {
        return Database.query("SELECT concat_ws(' ', pending, spendable, held, owed) FROM account WHERE member = '"
                        + member.getMemberId() + "'")
                .getFirst();
    }

    /** An account's row and which transaction wrote it. */
    static List<String> version(MemberContext member) {
        return Database.query(
                "SELECT xmin || to_jsonb(a)::text FROM account a WHERE member = '" + member.getMemberId() + "'");
    }

    static short bucket(String programme, MemberContext member) {
        return AccountKey.of(programme, UUID.fromString(member.getMemberId())).bucket();
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
