package dev.omnipoints.loyalty.operation;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Encoding;
import dev.omnipoints.loyalty.ledger.Envelope;
import dev.omnipoints.loyalty.ledger.Key;
import dev.omnipoints.loyalty.ledger.Origin;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.RequestKey;
import dev.omnipoints.loyalty.platform.VerifiedCaller;
import dev.omnipoints.loyalty.posting.Lanes;
import dev.omnipoints.loyalty.posting.Ledger;
import dev.omnipoints.loyalty.posting.Posted;
import dev.omnipoints.loyalty.posting.Posting;
import dev.omnipoints.loyalty.programme.Programmes;
import io.grpc.Context;
import io.grpc.Deadline;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Hands commands to the ledger and tells what became of them. */
@ApplicationScoped
public class Commander {

    private static final int FINGERPRINT_VERSION = 1;

    private final Lanes lanes;
    private final Ledger ledger;
    private final Programmes programmes;

    @Inject
    Commander(Lanes lanes, Ledger ledger, Programmes programmes) {
        this.lanes = lanes;
        this.ledger = ledger;
        this.programmes = programmes;
    }

    /**
     * What became of a command that was done.
     *
     * @param original the row that it reverses or confirms; else null
     * @param again nothing was written now: the answer is the first one's
     * @param otherKey known by a hold's end, not by this key, which stays free
     */
    public record Done(Row row, Row original, boolean again, boolean otherKey) {}

    /** The beginning of a command's fingerprint; what the client sent follows, in field order. */
    public static Encoding fingerprint(String kind) {
        return new Encoding(FINGERPRINT_VERSION).text(kind);
    }

    /**
     * What stands around a command.
     *
     * @param sale the receipt that it belongs to; else null
     * @param occurredAt null: now
     * @throws Refused IDEMPOTENCY_KEY_MISSING, FIELD_INVALID
     */
    public static Envelope envelope(
            VerifiedCaller caller, String idempotencyKey, Encoding fingerprint, UUID sale, Instant occurredAt) {
        Origin origin = origin(caller);
        return new Envelope(origin, key(caller, idempotencyKey), fingerprint.sha256(), sale, null, occurredAt);
    }

    /**
     * A key in its caller's scope.
     *
     * @throws Refused FIELD_INVALID
     */
    static Key key(VerifiedCaller caller, String idempotencyKey) {
        return Key.of(caller.caller().getClient(), RequestKey.of(idempotencyKey));
    }

    private static Origin origin(VerifiedCaller caller) {
        return new Origin(
                caller.caller().getClient(),
                (short) caller.caller().getChannelValue(),
                emptyToNull(caller.caller().getStore()),
                emptyToNull(caller.caller().getTerminal()),
                emptyToNull(caller.caller().getActor()));
    }

    private static String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** A command of a member who is named. */
    public Future<Done> named(Account account, Envelope envelope, Function<Instant, Command> command) {
        return submit(account.key().programme(), Posting.of(account, command, envelope));
    }

    /** A command on the account of a hold or an operation. */
    public Future<Done> about(String programme, Reference row, Envelope envelope, Function<Instant, Command> command) {
        return submit(programme, Posting.about(AccountKey.of(programme, row.member()), command, envelope));
    }

    /** A command between two members, the first one's. */
    public Future<Done> between(Account first, Account second, Envelope envelope, Function<Instant, Command> command) {
        return submit(first.key().programme(), Posting.between(first, second, command, envelope));
    }

    /** @throws Refused NOT_GRANTED where there is no such programme: its commands hold up nobody else's */
    private Future<Done> submit(String programme, Posting posting) {
        programmes.now(programme);
        return lanes.submit(posting.by(deadline())).compose(posted -> switch (posted) {
            case Posted.Done(Row row, byte[] sale, boolean again, boolean otherKey) ->
                original(programme, row).map(original -> new Done(row, original, again, otherKey));
            case Posted.Refused(Row row, boolean again) -> Future.failedFuture(RefusedAnswer.of(row));
            case Posted.KeyReused(String field) -> Future.failedFuture(RefusedAnswer.keyReused(field));
            case Posted.Rejected rejected -> Future.failedFuture(RefusedAnswer.of(rejected.reason()));
            case Posted.RateLimited limited -> Future.failedFuture(RefusedAnswer.rateLimited());
            case Posted.Settled settled -> throw new IllegalStateException("No gate was asked for");
            case Posted.ReceiptTaken taken -> throw new IllegalStateException("No sale was sent");
            case Posted.Denied denied -> throw new IllegalStateException("No sale was sent");
            case Posted.TooOld old -> throw new IllegalStateException("No sale was sent");
            case Posted.MemberUnknown unknown -> throw new IllegalStateException("No sale was sent");
        });
    }

    /** The operation that a row is about, whose kind is in its id; null where it is about none. */
    Future<Row> original(String programme, Row row) {
        return row.original() == null ? Future.succeededFuture() : ledger.row(programme, row.original());
    }

    /** When the caller gives up; null: never. */
    private static Long deadline() {
        Deadline deadline = Context.current().getDeadline();
        return deadline == null ? null : System.nanoTime() + deadline.timeRemaining(TimeUnit.NANOSECONDS);
    }
}
