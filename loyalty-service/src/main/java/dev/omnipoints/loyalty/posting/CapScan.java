package dev.omnipoints.loyalty.posting;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowIterator;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/**
 * Reads what caps have counted, and the settings and rules by which they did, as of a {@link LedgerScan}'s snapshot.
 * For the auditor.
 */
public final class CapScan {

    private static final int ROWS = 1_000;

    private final SqlConnection connection;

    CapScan(SqlConnection connection) {
        this.connection = connection;
    }

    /**
     * What was counted, as stored.
     *
     * @param bucket of a member's; 0: of a budget
     * @param member null: a budget, of all members together
     * @param per as {@link TallyTable} codes it; 0: a budget
     * @param from null: a budget
     */
    public record Counted(
            short bucket,
            String programme,
            UUID member,
            String rule,
            short per,
            LocalDate from,
            long points,
            long uses) {}

    /** Of all members. */
    public Iterator<Counted> tallies() {
        return Pages.of(
                connection,
                "SELECT bucket, programme, member, rule, per, from_day, points, uses FROM tally",
                ROWS,
                row -> new Counted(
                        row.getShort("bucket"),
                        row.getString("programme"),
                        row.getUUID("member"),
                        row.getString("rule"),
                        row.getShort("per"),
                        row.getLocalDate("from_day"),
                        row.getLong("points"),
                        row.getLong("uses")));
    }

    /** Of all members together. */
    public Iterator<Counted> budgets() {
        return Pages.of(
                connection,
                "SELECT programme, rule, points, uses FROM budget",
                ROWS,
                row -> new Counted(
                        (short) 0,
                        row.getString("programme"),
                        null,
                        row.getString("rule"),
                        (short) 0,
                        null,
                        row.getLong("points"),
                        row.getLong("uses")));
    }

    /**
     * Of a programme's settings what sales are rated by.
     *
     * @param byShare returns take back by share of money
     */
    public record Settings(
            String programme,
            int version,
            Instant holdsFrom,
            String zone,
            long earnPoints,
            long earnPerUnits,
            boolean pointsEarn,
            boolean spreadBasketDiscount,
            boolean byShare,
            boolean offlineOwed) {}

    /** All versions of all programmes, newest first. */
    public List<Settings> settings() {
        List<Settings> all = new ArrayList<>();
        Pages.await(connection
                        .query("SELECT id, version, holds_from, zone, earn_points, earn_per_units, points_tender_earns,"
                                + " spread_basket_discount, return_policy, offline_tender_policy FROM programme"
                                + " ORDER BY version DESC")
                        .execute())
                .forEach(row -> all.add(settings(row)));
        return all;
    }

    private static Settings settings(Row row) {
        return new Settings(
                row.getString("id"),
                row.getInteger("version"),
                row.getOffsetDateTime("holds_from").toInstant(),
                row.getString("zone"),
                row.getLong("earn_points"),
                row.getLong("earn_per_units"),
                row.getBoolean("points_tender_earns"),
                row.getBoolean("spread_basket_discount"),
                row.getString("return_policy").equals("SHARE"),
                row.getString("offline_tender_policy").equals("OWED"));
    }

    /** The document of a published version; null: there is none. */
    public String rules(String programme, long number) {
        RowIterator<Row> found = Pages.await(connection
                        .preparedQuery("SELECT document FROM rules_version WHERE programme = $1 AND number = $2")
                        .execute(Tuple.of(programme, number)))
                .iterator();
        return found.hasNext() ? found.next().getString("document") : null;
    }
}
