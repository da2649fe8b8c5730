package dev.omnipoints.loyalty.audit;

import dev.omnipoints.loyalty.LawfulRows;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Chain;
import dev.omnipoints.loyalty.ledger.Counters;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.LotChange;
import dev.omnipoints.loyalty.ledger.LotChange.Made;
import dev.omnipoints.loyalty.ledger.LotChange.Part;
import dev.omnipoints.loyalty.ledger.LotId;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.ledger.RowCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** An account whose rows earn 10 points each, and now and then redeem all that is there; as lines of COPY. */
final class LawfulAccount {

    static final String JOURNAL = "COPY journal (bucket, programme, member, seq, caller, key_hash, part, fingerprint,"
            + " kind, refused, points, pending_change, spendable_change, held_change, owed_change, issued_change,"
            + " redeemed_change, expired_change, forfeited_change, adjusted_change, transferred_change, pending,"
            + " spendable, held, owed, lots, channel, occurred_at, recorded_at, version, hash) FROM STDIN";
    static final String ACCOUNT = "COPY account (bucket, programme, member, status, status_version, spendable, issued,"
            + " redeemed, seq, head, last_recorded_at) FROM STDIN";
    static final String LOT = "COPY lot (bucket, programme, member, made_by, made_seq, made_index, points, pending,"
            + " remaining, held, expired, counted, clamped, available_at, expires_at, open) FROM STDIN";

    private static final long POINTS = 10;
    private static final HexFormat HEX = HexFormat.of();

    private final AccountKey key;
    private final int rowsPerRedemption;
    private final List<Long> openLots = new ArrayList<>();
    private final List<Long> emptyLots = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Counters counters = Counters.ZERO;
    private byte[] head = Chain.START;
    private long seq;

    LawfulAccount(AccountKey key, int rowsPerRedemption) {
        this.key = key;
        this.rowsPerRedemption = rowsPerRedemption;
    }

    /** One more row. */
    String next() {
        seq++;
        now = now.plusSeconds(60);
        boolean redeem = seq % rowsPerRedemption == 0;
        Row row = redeem ? redemption() : earn();
        counters = row.after();
        byte[] lots = RowCodec.encode(row);
        head = Chain.hash(head, row);
        Counters c = row.change();
        return line(
                key.bucket(),
                key.programme(),
                key.member(),
                seq,
                row.origin().caller(),
                row.key().hash(),
                0,
                bytes(row.fingerprint()),
                row.kind().code(),
                0,
                row.points(),
                0,
                c.spendable(),
                0,
                0,
                c.issued(),
                c.redeemed(),
                0,
                0,
                0,
                0,
                0,
                counters.spendable(),
                0,
                0,
                bytes(lots),
                row.origin().channel(),
                now,
                now,
                row.version(),
                bytes(head));
    }

    private Row earn() {
        openLots.add(seq);
        LotId lot = new LotId(key.member(), seq, 0);
        Counters change = new Counters(0, POINTS, 0, 0, POINTS, 0, 0, 0, 0, 0);
        LotChange made = new LotChange(lot, Part.REMAINING, POINTS, new Made(POINTS, now, null), null, false);
        return LawfulRows.row(key, seq, Kind.EARN, POINTS, change, counters.plus(change), List.of(made), null, now);
    }

    private Row redemption() {
        long points = counters.spendable();
        List<LotChange> taken = new ArrayList<>();
        openLots.forEach(made ->
                taken.add(new LotChange(new LotId(key.member(), made, 0), Part.REMAINING, -POINTS, null, null, false)));
        emptyLots.addAll(openLots);
        openLots.clear();
        Counters change = new Counters(0, -points, 0, 0, 0, points, 0, 0, 0, 0);
        return LawfulRows.row(key, seq, Kind.REDEEM, points, change, counters.plus(change), taken, null, now);
    }

    /** The account's line. */
    String account() {
        return line(
                key.bucket(),
                key.programme(),
                key.member(),
                2,
                1,
                counters.spendable(),
                counters.issued(),
                counters.redeemed(),
                seq,
                bytes(head),
                now);
    }

    /** The lots' lines. */
    List<String> lots() {
        List<String> lines = new ArrayList<>();
        openLots.forEach(made -> lines.add(lot(made, POINTS)));
        emptyLots.forEach(made -> lines.add(lot(made, 0)));
        return lines;
    }

    private String lot(long made, long remaining) {
        Instant at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(60 * made);
        return line(
                key.bucket(),
                key.programme(),
                key.member(),
                key.member(),
                made,
                0,
                POINTS,
                0,
                remaining,
                0,
                0,
                0,
                0,
                at,
                "\\N",
                remaining > 0);
    }

    private static String bytes(byte[] value) {
        return "\\\\x" + HEX.formatHex(value);
    }

    private static String line(Object... columns) {
        StringBuilder line = new StringBuilder(400);
        for (Object column : columns) {
            line.append(line.isEmpty() ? "" : "\t").append(column);
        }
        return line.append('\n').toString();
    }
}
