package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Encoding;
import dev.omnipoints.loyalty.ledger.Envelope;
import dev.omnipoints.loyalty.ledger.Key;
import dev.omnipoints.loyalty.ledger.Origin;
import dev.omnipoints.loyalty.ledger.Policy;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.ledger.Status;
import dev.omnipoints.loyalty.ledger.Terms;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Postings as a till would have them made, each under a key of its own unless one is given. */
final class Till {

    private static final Terms TERMS =
            new Terms(ZoneId.of("Europe/Paris"), new Terms.Expiry.Never(), new Terms.Pending.None());
    private static final AtomicLong NUMBER = new AtomicLong();

    private Till() {}

    /** A member that nobody has seen yet. */
    static Account member() {
        return Account.opened(key(), Status.ACTIVE, 1);
    }

    private static AccountKey key() {
        return AccountKey.of(
                "demo", new UUID(0x0191_0000_0000_7000L, 0x8000_0000_0000_0000L + NUMBER.incrementAndGet()));
    }

    static Posting earn(Account member, long points) {
        return earn(member, points, newKey());
    }

    static Posting earn(Account member, long points, String key) {
        return posting(member, new Command.Earn(points, TERMS, false, true), key, points);
    }

    /** Points that can be spent so many days. */
    static Posting earn(Account member, long points, int days) {
        Terms.Expiry.Period period = new Terms.Expiry.Period(days, ChronoUnit.DAYS, Terms.Alignment.NONE);
        Terms terms = new Terms(ZoneId.of("Europe/Paris"), period, new Terms.Pending.None());
        return posting(member, new Command.Earn(points, terms, false, true), newKey(), points);
    }

    static Posting redeem(Account member, long points) {
        return redeem(member, points, newKey());
    }

    static Posting redeem(Account member, long points, String key) {
        return posting(member, new Command.Redeem(points, TERMS), key, points);
    }

    static Posting hold(Account member, long points, Duration life) {
        return hold(member, points, 1_000, life);
    }

    static Posting hold(Account member, long points, int openLimit, Duration life) {
        return posting(member, new Command.Hold(points, null, life, openLimit, null), newKey(), points);
    }

    /** Points given or, negative, taken. */
    static Posting adjust(Account member, long points) {
        return posting(member, new Command.Adjust(points, "GOODWILL", TERMS, false), newKey(), points);
    }

    static Posting capture(Row hold) {
        return capture(hold, null);
    }

    static Posting capture(Row hold, Long points) {
        return about(hold.reference(), new Command.Capture(hold.reference(), points, null, TERMS));
    }

    static Posting capture(Reference hold) {
        return about(hold, new Command.Capture(hold, null, null, TERMS));
    }

    static Posting release(Row hold) {
        return about(hold.reference(), new Command.Void(hold.reference(), null));
    }

    /** Of the whole, or of what is left. */
    static Posting reverse(Row original, Long points) {
        return reverse(original, points, Policy.DEFAULT);
    }

    static Posting reverse(Row original, Long points, Policy policy) {
        Reference reference = original.reference();
        return about(reference, new Command.Reverse(reference, null, points, null, policy, TERMS));
    }

    static Posting transfer(Account from, Account to, long points) {
        return Posting.between(
                from,
                to,
                now -> new Command.Transfer(points, Policy.Transfer.KEEP_EXPIRY, TERMS),
                envelope(newKey(), points));
    }

    /** Whatever comes of it. */
    static Posting deciding(Account member, Function<Instant, Command> command) {
        return Posting.of(member, command, envelope(newKey(), 0));
    }

    /** Likewise between two. */
    static Posting deciding(Account member, Account other, Function<Instant, Command> command) {
        return Posting.between(member, other, command, envelope(newKey(), 0));
    }

    static Posting merge(Account member, Account survivor) {
        return Posting.between(survivor, member, now -> new Command.Merge(), envelope(newKey(), 0));
    }

    static Posting undo(Account member, Account survivor) {
        return Posting.between(
                survivor, member, now -> new Command.Unmerge(List.of(), Set.of()), envelope(newKey(), 0));
    }

    static Posting settle(Account member) {
        return Posting.of(
                member,
                now -> new Command.Settle(),
                new Envelope(Origin.LEDGER, Key.of("", ""), new byte[0], null, null, null));
    }

    static String newKey() {
        return "key-" + NUMBER.incrementAndGet();
    }

    private static Posting posting(Account member, Command command, String key, long points) {
        return Posting.of(member, now -> command, envelope(key, points));
    }

    private static Posting about(Reference reference, Command command) {
        return Posting.about(
                AccountKey.of("demo", reference.member()), now -> command, envelope(newKey(), reference.seq()));
    }

    private static Envelope envelope(String key, long said) {
        Origin origin = new Origin("till", (short) 1, "PAR-012", "T3", null);
        return new Envelope(origin, Key.of("till", key), fingerprint(said), null, null, null);
    }

    private static byte[] fingerprint(long said) {
        return new Encoding(1).number(said).sha256();
    }
}
