package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Lot;
import dev.omnipoints.loyalty.posting.fake.Arguments;
import dev.omnipoints.loyalty.posting.fake.Found;
import dev.omnipoints.loyalty.posting.fake.Layout;
import dev.omnipoints.loyalty.posting.fake.Schedule;
import dev.omnipoints.loyalty.posting.fake.Server;
import dev.omnipoints.loyalty.posting.fake.Table;
import dev.omnipoints.loyalty.posting.fake.Transaction;
import dev.omnipoints.loyalty.posting.fake.Work;
import dev.omnipoints.loyalty.posting.fake.Work.Action;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/** The ledger's tables in the fake database, and what the lanes' statements do there. */
final class FakeLedger {

    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");
    private static final Layout DUE_AT = Layout.of("bucket, programme, member, due_at");
    private static final List<String> LOT_CHANGES =
            List.of("pending", "remaining", "held", "expired", "counted", "clamped", "available_at", "open");
    private static final List<String> HOLD_CHANGES =
            List.of("open", "end_kind", "end_member", "end_seq", "end_points", "captured");
    private static final Layout CLOCK = Layout.of("now");

    final Table accounts = new Table(AccountTable.STATE, AccountTable.RACED, "bucket", "programme", "member");
    final Table journal = new Table(JournalTable.COLUMNS, "journal_pkey", "bucket", "programme", "member", "seq")
            .unique("journal_key", "bucket", "programme", "member", "key_hash", "part");
    final Table lots = new Table(
            LotTable.COLUMNS, "lot_pkey", "bucket", "programme", "member", "made_by", "made_seq", "made_index");
    final Table holds =
            new Table(HoldTable.COLUMNS, "hold_pkey", "bucket", "programme", "member", "made_by", "made_seq");

    private final Schedule schedule;
    private Duration shift = Duration.ZERO;

    FakeLedger(Server server, Schedule schedule) {
        this.schedule = schedule;
        KnownStatements known = new KnownStatements(server);
        known.on(AccountTable.class, "FIND", this::accounts);
        known.on(AccountTable.class, "LOCK", this::accounts);
        known.on(AccountTable.class, "LOCK_FREE", this::accounts);
        known.on(AccountTable.class, "INSERT", sql -> insert(accounts));
        known.on(AccountTable.class, "UPDATE", sql -> (tx, in, free) -> Work.update(tx, accounts, rows(in)));
        known.on(JournalTable.class, "INSERT", sql -> insert(journal));
        known.on(JournalTable.class, "BY_KEYS", sql -> found(journal, this::isFirstOfKey));
        known.on(JournalTable.class, "BY_REFERENCES", sql -> found(journal, (row, key) -> has(row, "seq", key[3])));
        known.on(UndoneTable.class, "REVERSED", sql -> undoing(Kind.REVERSE));
        known.on(UndoneTable.class, "CONFIRMATIONS", sql -> undoing(Kind.CONFIRM));
        known.on(UndoneTable.class, "PARTED", sql -> found(journal, this::isParting));
        known.on(LotTable.class, "OF_ACCOUNTS", sql -> found(lots, (row, key) -> true));
        known.on(LotTable.class, "BY_IDS", sql -> found(lots, (row, key) -> isKey(lots, row, key)));
        known.on(LotTable.class, "DUE", sql -> found(lots, this::isDue));
        known.on(LotTable.class, "LATER_DUE_AT", sql -> this::laterDueAt);
        known.on(LotTable.class, "SPENDABLE", sql -> this::spendable);
        known.on(LotTable.class, "UPSERT", sql -> upsert(lots, LOT_CHANGES));
        known.on(LotTable.class, "DELETE", sql -> (tx, in, free) -> Work.delete(tx, lots, keys(in, 6)));
        known.on(HoldTable.class, "OF_ACCOUNTS", sql -> found(holds, (row, key) -> true));
        known.on(HoldTable.class, "OPEN", sql -> found(holds, (row, key) -> (Boolean) holds.of(row, "open")));
        known.on(HoldTable.class, "BY_IDS", sql -> found(holds, (row, key) -> isKey(holds, row, key)));
        known.on(HoldTable.class, "UPSERT", sql -> upsert(holds, HOLD_CHANGES));
        known.on(HoldTable.class, "DELETE", sql -> (tx, in, free) -> Work.delete(tx, holds, keys(in, 5)));
        server.answer(
                LedgerClock.NOW,
                (tx, in, free) -> Work.reading(
                        CLOCK, List.<Object[]>of(new Object[] {OffsetDateTime.ofInstant(now(), ZoneOffset.UTC)})));
        known.areAll();
    }

    /** What the database's clock says. */
    Instant now() {
        return BEGIN.plusNanos(schedule.now()).plus(shift).truncatedTo(ChronoUnit.MICROS);
    }

    /** It may be set back. */
    void shift(Duration by) {
        shift = shift.plus(by);
    }

    /** Locks as its text says, in key order; a row that another changed meanwhile is given as that left it. */
    private Action accounts(String sql) {
        boolean lock = sql.contains("FOR UPDATE");
        boolean skip = sql.contains("SKIP LOCKED");
        return (tx, in, free) -> {
            List<List<Object>> keys = keys(in, 3).stream()
                    .filter(key -> tx.get(accounts, key) != null)
                    .filter(key -> !skip || free.test(Work.lock(accounts, key)))
                    .sorted(Comparator.comparing(FakeLedger::account))
                    .toList();
            List<Work.Step> steps = !lock
                    ? List.of()
                    : keys.stream()
                            .map(key -> new Work.Step(Work.lock(accounts, key), () -> {}))
                            .toList();
            return new Work(
                    steps,
                    () -> new Found(
                            accounts.layout(),
                            keys.stream().map(key -> tx.get(accounts, key)).toList()));
        };
    }

    private static AccountKey account(List<Object> key) {
        return new AccountKey((Short) key.get(0), (String) key.get(1), (UUID) key.get(2));
    }

    private Action insert(Table table) {
        return (tx, in, free) -> Work.insert(tx, table, rows(in));
    }

    /** @param changes the columns that an update changes */
    private Action upsert(Table table, List<String> changes) {
        int[] places = changes.stream().mapToInt(table.layout()::place).toArray();
        return (tx, in, free) -> Work.upsert(tx, table, rows(in), (there, row) -> {
            Object[] changed = there.clone();
            for (int place : places) {
                changed[place] = row[place];
            }
            return changed;
        });
    }

    /** Rows of the accounts asked for, each account's with what else is asked. */
    private Action found(Table table, BiPredicate<Object[], Object[]> wanted) {
        return (tx, in, free) -> Work.reading(table.layout(), each(tx, in, table, wanted));
    }

    private List<Object[]> each(Transaction tx, Arguments in, Table table, BiPredicate<Object[], Object[]> wanted) {
        List<Object[]> found = new ArrayList<>();
        for (int i = 0; i < in.rows(); i++) {
            Object[] key = in.row(i);
            found.addAll(tx.rows(table, ofAccount(key).and(row -> wanted.test(row, key))));
        }
        return found;
    }

    private static Predicate<Object[]> ofAccount(Object[] key) {
        return row -> row[2].equals(key[2]) && row[1].equals(key[1]) && row[0].equals(key[0]);
    }

    private boolean isFirstOfKey(Object[] row, Object[] key) {
        return has(row, "key_hash", key[3]) && has(row, "part", (short) 0);
    }

    private boolean isParting(Object[] row, Object[] key) {
        return has(row, "kind", Kind.UNMERGE.code()) && journal.of(row, "counterpart_member") != null;
    }

    private boolean has(Object[] row, String column, Object value) {
        return Objects.equals(journal.of(row, column), value);
    }

    /** These are asked for by bucket and programme, whoever's rows they are. */
    private Action undoing(Kind kind) {
        return (tx, in, free) -> {
            List<Object[]> found = new ArrayList<>();
            for (int i = 0; i < in.rows(); i++) {
                Object[] key = in.row(i);
                found.addAll(tx.rows(
                        journal,
                        row -> has(row, "bucket", key[0])
                                && has(row, "programme", key[1])
                                && has(row, "original_member", key[2])
                                && has(row, "original_seq", key[3])
                                && has(row, "refused", (short) 0)
                                && has(row, "kind", kind.code())));
            }
            return Work.reading(journal.layout(), found);
        };
    }

    private static boolean isKey(Table table, Object[] row, Object[] key) {
        return table.key(row).equals(Arrays.asList(key));
    }

    private Instant dueAt(Object[] row, Object[] key) {
        Lot lot = lot(row);
        return (Boolean) lots.of(row, "open") ? lot.dueAt(Columns.instant((OffsetDateTime) key[4])) : null;
    }

    private boolean isDue(Object[] row, Object[] key) {
        Instant due = dueAt(row, key);
        return due != null && !due.isAfter(Columns.instant((OffsetDateTime) key[3]));
    }

    private Work laterDueAt(Transaction tx, Arguments in, Predicate<Transaction.Lock> free) {
        List<Object[]> found = new ArrayList<>();
        for (int i = 0; i < in.rows(); i++) {
            Object[] key = in.row(i);
            Instant later = tx.rows(lots, ofAccount(key)).stream()
                    .filter(row -> !isDue(row, key))
                    .map(row -> dueAt(row, key))
                    .filter(Objects::nonNull)
                    .min(Comparator.naturalOrder())
                    .orElse(null);
            found.add(new Object[] {key[0], key[1], key[2], Columns.time(later)});
        }
        return Work.reading(DUE_AT, found);
    }

    private Work spendable(Transaction tx, Arguments in, Predicate<Transaction.Lock> free) {
        Comparator<Object[]> order = Comparator.comparing(
                        (Object[] row) -> lot(row).expiresAt(), Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(row -> lot(row).availableAt(), Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(row -> lot(row).id().seq())
                .thenComparing(row -> lot(row).id().index())
                .thenComparing(row -> lot(row).id().member().toString());
        List<Object[]> found = new ArrayList<>();
        for (int i = 0; i < in.rows(); i++) {
            Object[] key = in.row(i);
            tx.rows(lots, ofAccount(key)).stream()
                    .filter(row -> (Boolean) lots.of(row, "open") && lot(row).remaining() > 0)
                    .sorted(order)
                    .limit((Integer) key[3])
                    .forEach(found::add);
        }
        return Work.reading(lots.layout(), found);
    }

    private Lot lot(Object[] row) {
        return LotTable.lot(
                new Found(lots.layout(), List.<Object[]>of(row)).iterator().next());
    }

    private static List<List<Object>> keys(Arguments in, int columns) {
        List<List<Object>> keys = new ArrayList<>();
        for (int i = 0; i < in.rows(); i++) {
            keys.add(Arrays.asList(in.row(i)).subList(0, columns));
        }
        return keys;
    }

    /** An account's merged members come as text. */
    private static List<Object[]> rows(Arguments in) {
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < in.rows(); i++) {
            Object[] row = in.row(i);
            int last = row.length - 1;
            if (row[last] instanceof String text && text.startsWith("{")) {
                row[last] = Arrays.stream(text.substring(1, text.length() - 1).split(","))
                        .filter(id -> !id.isEmpty())
                        .map(UUID::fromString)
                        .toArray(UUID[]::new);
            }
            rows.add(row);
        }
        return rows;
    }

    /** A row as the ledger reads it. */
    static <T> T read(Table table, Object[] row, Function<Row, T> as) {
        return as.apply(
                new Found(table.layout(), List.<Object[]>of(row)).iterator().next());
    }
}
