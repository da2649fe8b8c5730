package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Encoding;
import java.time.LocalDate;

/**
 * What the whole ledger had come to when it was written: the Merkle root of the heads of all accounts that had a row,
 * in key order. Signed, so that who has it can show that no row of then was changed, taken away or put in since.
 *
 * @param day of the ledger's clock, UTC; one root a day
 * @param cluster whose transaction ids `cut` is made of; 0: not to be learnt
 * @param cut the rows that count: those of the transactions that had ended
 * @param before the root before, of whichever day; 32 zero bytes before the first
 * @param keyId names the key that signed
 * @param signature Ed25519 over {@link #statement}
 */
public record LedgerRoot(
        LocalDate day,
        long cluster,
        Snapshot cut,
        long accounts,
        long rows,
        byte[] before,
        byte[] root,
        String keyId,
        byte[] signature) {

    /** What stands before the first root. */
    public static final byte[] START = new byte[32];

    private static final int VERSION = 1;

    /** The bytes that are signed: a hash of all but the signature, told apart from all else by its first words. */
    public byte[] statement() {
        return new Encoding(VERSION)
                .text("omnipoints ledger root")
                .text(day.toString())
                .number(cluster)
                .text(cut.toString())
                .number(accounts)
                .number(rows)
                .bytes(before)
                .bytes(root)
                .text(keyId)
                .sha256();
    }

    /** This root with its signature. */
    public LedgerRoot signed(byte[] bySignature) {
        return new LedgerRoot(day, cluster, cut, accounts, rows, before, root, keyId, bySignature);
    }
}
