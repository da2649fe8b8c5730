package dev.omnipoints.loyalty.ledger;

/**
 * The chain of an account's rows: each hash covers the one before and every column of its row but those that the
 * database fills in (feed_pos, xid) and the hash itself (ledger.md, 3). A changed or missing row breaks it.
 */
public final class Chain {

    /** What stands before the first row: 32 zero bytes. */
    public static final byte[] START = new byte[32];

    /** The encoding below; new columns take a new version. */
    public static final short VERSION = 1;

    private Chain() {}

    /** The hash of a row, given that of the row before. */
    public static byte[] hash(byte[] before, Row row) {
        if (row.version() != VERSION) {
            throw new IllegalArgumentException("Unknown version of a row's hash: " + row.version());
        }
        Encoding out = new Encoding(row.version()).bytes(before);
        out.number(row.account().bucket())
                .text(row.account().programme())
                .uuid(row.account().member());
        out.number(row.seq())
                .text(row.origin().caller())
                .uuid(row.key().hash())
                .number(row.key().part());
        out.bytes(row.fingerprint()).number(row.kind().code());
        out.number(row.refused() == null ? 0 : row.refused().code()).number(row.points());
        counters(out, row.change());
        Counters after = row.after();
        out.number(after.pending())
                .number(after.spendable())
                .number(after.held())
                .number(after.owed());
        out.bytes(RowCodec.encode(row));
        reference(out, row.hold());
        reference(out, row.original());
        out.uuid(row.sale());
        reference(out, row.counterpart());
        out.uuid(row.namedMember())
                .number(row.origin().channel())
                .text(row.origin().store());
        out.text(row.origin().terminal()).text(row.origin().actor()).text(row.reason());
        return out.instant(row.occurredAt()).instant(row.recordedAt()).sha256();
    }

    private static void counters(Encoding out, Counters change) {
        out.number(change.pending())
                .number(change.spendable())
                .number(change.held())
                .number(change.owed());
        out.number(change.issued())
                .number(change.redeemed())
                .number(change.expired())
                .number(change.forfeited());
        out.number(change.adjusted()).number(change.transferred());
    }

    private static void reference(Encoding out, Reference reference) {
        out.uuid(reference == null ? null : reference.member());
        out.number(reference == null ? null : (Long) reference.seq());
    }
}
