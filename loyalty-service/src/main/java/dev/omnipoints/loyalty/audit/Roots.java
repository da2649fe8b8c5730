package dev.omnipoints.loyalty.audit;

import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.MerkleTree;
import dev.omnipoints.loyalty.posting.LedgerRoot;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Recomputes every stored root from the journal as it is, all of them in one pass: of each account the last row that
 * counted then. A row that was changed, taken away or put in since a root was signed leads to another root, even where
 * the account, its lots and the rest of its chain were made to fit: what no chain shows of itself.
 *
 * <p>What it does not show: what was done before the first root after it; and whether the newest roots themselves were
 * taken away together with the rows that they stand for. For that keep the roots elsewhere (ListRoots), or the one
 * that an audit prints.
 */
final class Roots {

    private final List<LedgerRoot> stored;
    private final Map<String, PublicKey> keys;
    private final long cluster;
    private final MerkleTree[] trees;
    private final long[] rows;
    private final long[] seqs;
    private final byte[][] heads;
    private MerkleTree current = new MerkleTree();
    private long lastSeq;
    private byte[] lastHead;

    /**
     * Nothing added yet.
     *
     * @param stored oldest first
     * @param cluster in which the journal stands now
     * @param keys that verify, by their ids
     */
    Roots(List<LedgerRoot> stored, long cluster, Map<String, PublicKey> keys) {
        this.stored = stored;
        this.keys = keys;
        this.cluster = cluster;
        this.trees = new MerkleTree[stored.size()];
        Arrays.setAll(trees, i -> new MerkleTree());
        this.rows = new long[stored.size()];
        this.seqs = new long[stored.size()];
        this.heads = new byte[stored.size()][];
    }

    /** What was added of whole accounts, to go on from later. */
    byte[] saved() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(trees.length).array());
        for (int i = 0; i < trees.length; i++) {
            out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(rows[i]).array());
            trees[i].save(out);
        }
        current.save(out);
        return out.toByteArray();
    }

    /** What {@link #saved} wrote, of the same roots; null: it is of others, or something else. */
    static Roots restored(List<LedgerRoot> stored, long cluster, Map<String, PublicKey> keys, byte[] saved) {
        Roots roots = new Roots(stored, cluster, keys);
        ByteBuffer in = ByteBuffer.wrap(saved);
        try {
            if (in.getInt() != stored.size()) {
                return null;
            }
            for (int i = 0; i < stored.size(); i++) {
                roots.rows[i] = in.getLong();
                roots.trees[i] = MerkleTree.restored(in);
            }
            roots.current = MerkleTree.restored(in);
            return roots;
        } catch (BufferUnderflowException cutOff) {
            return null;
        }
    }

    /** The next row of the account that is being added. */
    void add(long xid, long seq, byte[] hash) {
        lastSeq = seq;
        lastHead = hash;
        // Whoever sees it, all later ones do: what had ended then has ended since.
        for (int i = stored.size() - 1; i >= 0 && stored.get(i).cut().shows(xid); i--) {
            seqs[i] = seq;
            heads[i] = hash;
        }
    }

    /** Ends an account; accounts come in key order. */
    void end(AccountKey account) {
        if (lastHead == null) {
            return;
        }
        current.add(MerkleTree.leaf(account, lastSeq, lastHead));
        for (int i = 0; i < trees.length; i++) {
            if (heads[i] != null) {
                trees[i].add(MerkleTree.leaf(account, seqs[i], heads[i]));
                rows[i] += seqs[i];
            }
        }
        Arrays.fill(heads, null);
        lastHead = null;
    }

    /**
     * What can be said of the roots.
     *
     * @param verified how many there are
     * @param withoutKey those of them whose signature was not checked, for its key was not given
     * @param elsewhere those made in another cluster, before a logical restore: their rows cannot be told any more
     * @param now the root of all heads as they are, in hexadecimal
     */
    record Told(long verified, long withoutKey, long elsewhere, String now) {}

    Told told() {
        return new Told(
                stored.size(),
                stored.stream().filter(root -> !keys.containsKey(root.keyId())).count(),
                stored.stream().filter(this::isElsewhere).count(),
                HexFormat.of().formatHex(current.root()));
    }

    /** Holds the stored roots against what was added. */
    void check() {
        byte[] before = LedgerRoot.START;
        for (int i = 0; i < trees.length; i++) {
            LedgerRoot root = stored.get(i);
            String where = "root of " + root.day();
            PublicKey key = keys.get(root.keyId());
            if (key != null && !RootKey.verifies(key, root.statement(), root.signature())) {
                throw new Lie(where, "is not what was signed");
            }
            if (!Arrays.equals(root.before(), before)) {
                throw new Lie(where, "the root before it is missing or another");
            }
            boolean follows = Arrays.equals(root.root(), trees[i].root())
                    && root.accounts() == trees[i].leaves()
                    && root.rows() == rows[i];
            if (!follows && !isElsewhere(root)) {
                throw new Lie(
                        where,
                        "does not follow from the journal any more: rows of then were changed, taken away or put in"
                                + " (it states " + root.rows() + " rows, there are " + rows[i] + ")");
            }
            before = root.root();
        }
    }

    private boolean isElsewhere(LedgerRoot root) {
        return root.cluster() != 0 && cluster != 0 && root.cluster() != cluster;
    }
}
