package dev.omnipoints.loyalty.bench;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Encoding;
import dev.omnipoints.loyalty.ledger.Envelope;
import dev.omnipoints.loyalty.ledger.Key;
import dev.omnipoints.loyalty.ledger.Origin;
import dev.omnipoints.loyalty.ledger.Policy;
import dev.omnipoints.loyalty.ledger.Status;
import dev.omnipoints.loyalty.ledger.Terms;
import dev.omnipoints.loyalty.posting.Posted;
import dev.omnipoints.loyalty.posting.Posting;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Drawn commands as the ledger takes them. */
final class Postings {
    static final String PROGRAMME = "bench";
    static final String CALLER = "till-bench";
    static final String STORE = "PAR-012";
    static final String TERMINAL = "T3";

    private static final Terms TERMS = new Terms(
            ZoneId.of("Europe/Paris"),
            new Terms.Expiry.Period(24, ChronoUnit.MONTHS, Terms.Alignment.NONE),
            new Terms.Pending.None());
    private static final Duration HOLD = Duration.ofMinutes(15);
    private static final Origin ORIGIN = new Origin(CALLER, (short) 1, STORE, TERMINAL, null);

    private Postings() {}

    static AccountKey account(Drawn command) {
        return AccountKey.of(PROGRAMME, command.member());
    }

    static Posting of(Drawn drawn) {
        Command command = switch (drawn.kind()) {
            case EARN -> new Command.Earn(drawn.points(), TERMS, false, true);
            case REDEEM -> new Command.Redeem(drawn.points(), TERMS);
            case HOLD -> new Command.Hold(drawn.points(), null, HOLD, Integer.MAX_VALUE, null);
            case CAPTURE -> new Command.Capture(drawn.about(), null, null, TERMS);
            case REVERSE -> new Command.Reverse(drawn.about(), null, null, null, Policy.DEFAULT, TERMS);
            default -> throw new IllegalArgumentException("Not drawn: " + drawn);
        };
        Envelope envelope = new Envelope(ORIGIN, Key.of(CALLER, drawn.key()), fingerprint(drawn), null, null, null);
        return drawn.about() == null
                ? Posting.of(Account.opened(account(drawn), Status.ACTIVE, 1), now -> command, envelope)
                : Posting.about(account(drawn), now -> command, envelope);
    }

    static byte[] fingerprint(Drawn drawn) {
        return new Encoding(1).text(drawn.kind().name()).number(drawn.points()).sha256();
    }

    /** The seq of the row that answers. */
    static long seq(Posted posted) {
        if (posted instanceof Posted.Done done && !done.again()) {
            return done.row().seq();
        }
        throw new IllegalStateException("Not done: " + posted);
    }
}
