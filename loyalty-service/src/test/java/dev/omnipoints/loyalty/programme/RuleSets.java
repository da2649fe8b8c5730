package dev.omnipoints.loyalty.programme;

import dev.omnipoints.loyalty.model.Rules;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Settings as the model has them, as versions of a programme of the running service. */
public final class RuleSets {

    /** From the beginning of time on, so that the newest holds whenever something happened: as the model has it. */
    private static final String INSERT = """
            INSERT INTO programme
            SELECT ?, ?, 'epoch', ?, '{EUR}', 1, 1, ?, ?, ?, ?, ?::date, ?, ?, ?::date, ?, ?, return_policy, ?, ?, ?,
                hold_ttl_seconds, hold_ttl_limit_seconds, open_holds_limit, ?, sale_lines_limit, offline_tender_policy,
                NULL, NULL, 1, 1, 100, false, false, '{CARD}', now(), 'duel'
            FROM programme WHERE id = 'demo' AND version = 1
            """;

    private RuleSets() {}

    /** Makes a version, and sees to it that the instance knows it. */
    public static void insert(
            Connection owner, Programmes programmes, String programme, int version, int saleAgeDays, Rules rules) {
        boolean counts = rules.expiry() == Rules.Expiry.PERIOD || rules.expiry() == Rules.Expiry.INACTIVITY;
        boolean untilDate = rules.expiry() == Rules.Expiry.DATE;
        Object[] values = {
            programme,
            version,
            rules.zone().getId(),
            rules.expiry().name(),
            counts ? rules.expiryLength() : null,
            counts ? rules.expiryUnit().name() : null,
            counts ? rules.alignment().name() : "NONE",
            untilDate ? rules.expiryDate().toString() : null,
            rules.pending().name(),
            rules.pending() == Rules.Pending.DAYS ? rules.pendingDays() : null,
            rules.pending() == Rules.Pending.DATE ? rules.pendingDate().toString() : null,
            rules.debt().name(),
            rules.negativeAdjustments(),
            rules.giveBack().name(),
            rules.graceDays(),
            rules.transfer().name(),
            saleAgeDays
        };
        try (PreparedStatement insert = owner.prepareStatement(INSERT)) {
            for (int i = 0; i < values.length; i++) {
                insert.setObject(i + 1, values[i]);
            }
            insert.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        programmes.look();
    }
}
