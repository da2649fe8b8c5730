package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Envelope;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.ledger.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * The keys of a batch that were used before, or by a command earlier in it; of a merge, those of every member of it.
 */
final class KnownKeys {

    private final Map<JournalTable.KeyOf, Row> rows = new HashMap<>();

    KnownKeys(Collection<Row> known) {
        known.forEach(this::add);
    }

    void add(Row row) {
        // A row of another part answers nothing.
        if (row.key().part() == 0) {
            rows.put(JournalTable.KeyOf.of(row), row);
        }
    }

    /**
     * The row that this command's key answers with: of two, that with equal content; then that whose member was named;
     * then the survivor's. Null: the key is new.
     */
    Row find(Account account, UUID named, Envelope envelope) {
        List<Row> found = new ArrayList<>();
        add(found, account.key(), envelope);
        account.merged()
                .forEach(member -> add(found, AccountKey.of(account.key().programme(), member), envelope));
        Row best = null;
        for (Row row : found) {
            if (best == null || rank(row, named, envelope) > rank(best, named, envelope)) {
                best = row;
            }
        }
        return best;
    }

    private void add(List<Row> found, AccountKey account, Envelope envelope) {
        Row row = rows.get(new JournalTable.KeyOf(account, envelope.key().hash()));
        if (row != null) {
            found.add(row);
        }
    }

    private static int rank(Row row, UUID named, Envelope envelope) {
        UUID member = row.namedMember() == null ? row.account().member() : row.namedMember();
        return (isSame(row, envelope) ? 2 : 0) + (member.equals(named) ? 1 : 0);
    }

    static boolean isSame(Row row, Envelope envelope) {
        return Arrays.equals(row.fingerprint(), envelope.fingerprint());
    }

    /** The first of kind, points, hold, original and receipt that differs from what the key was used for; else body. */
    static String difference(Row known, Command command, Envelope envelope) {
        if (known.kind() != command.kind()) {
            return "kind";
        }
        Long points = points(command);
        if (points != null && points != known.points()) {
            return "points";
        }
        if (hold(command) != null && !hold(command).equals(known.hold())) {
            return "hold";
        }
        if (original(command) != null && !original(command).equals(known.original())) {
            return "original";
        }
        if (!Objects.equals(envelope.sale(), known.sale())) {
            return "receipt";
        }
        // All else being equal, one of the two left the points out.
        boolean leftOut = command instanceof Command.Capture || command instanceof Command.Reverse;
        return leftOut ? "points" : "body";
    }

    /** Null: left out, or those of a sale, which its receipt and basket say. */
    private static Long points(Command command) {
        return switch (command) {
            case Command.Earn earn -> earn.ofSale() ? null : (Long) earn.points();
            case Command.Hold hold -> hold.points();
            case Command.Capture capture -> capture.points();
            case Command.Redeem redeem -> redeem.points();
            case Command.Reverse reverse -> reverse.points();
            case Command.Adjust adjust -> adjust.points();
            case Command.Transfer transfer -> transfer.points();
            case Command.Denied denied -> denied.points();
            default -> null;
        };
    }

    private static Reference hold(Command command) {
        return switch (command) {
            case Command.Capture capture -> capture.hold();
            case Command.Void released -> released.hold();
            default -> null;
        };
    }

    private static Reference original(Command command) {
        return switch (command) {
            case Command.Reverse reverse -> reverse.original();
            case Command.Confirm confirm -> confirm.earn();
            default -> null;
        };
    }
}
