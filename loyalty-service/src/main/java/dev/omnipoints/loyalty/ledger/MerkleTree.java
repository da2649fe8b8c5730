package dev.omnipoints.loyalty.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The root of a Merkle tree over leaves in their order, as RFC 6962 (2.1) has it: a leaf is SHA-256(0x00, its bytes), a
 * node SHA-256(0x01, left, right), a tree of no leaf SHA-256 of nothing. Holds a hash a level, whatever the leaves are.
 */
public final class MerkleTree {

    private static final int LEAF = 0;
    private static final byte NODE = 1;
    private static final int HASH = 32;

    /** Roots of full trees, largest first. */
    private final List<byte[]> full = new ArrayList<>();

    private long leaves;

    /** The leaf that states how far an account had come: its key, the seq of a row and that row's hash. */
    public static byte[] leaf(AccountKey account, long seq, byte[] head) {
        return new Encoding(LEAF)
                .text(account.programme())
                .uuid(account.member())
                .number(seq)
                .bytes(head)
                .sha256();
    }

    /** Adds the next leaf, by its hash. */
    public void add(byte[] leafHash) {
        full.add(leafHash);
        leaves++;
        for (long rest = leaves; (rest & 1) == 0; rest >>= 1) {
            byte[] right = full.removeLast();
            full.add(node(full.removeLast(), right));
        }
    }

    /** What was added, to go on from later. */
    public void save(ByteArrayOutputStream out) {
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(leaves).array());
        full.forEach(out::writeBytes);
    }

    /**
     * What {@link #save} wrote.
     *
     * @throws java.nio.BufferUnderflowException where it is something else
     */
    public static MerkleTree restored(ByteBuffer in) {
        MerkleTree tree = new MerkleTree();
        tree.leaves = in.getLong();
        // A full tree a power of two.
        for (int i = 0; i < Long.bitCount(tree.leaves); i++) {
            byte[] root = new byte[HASH];
            in.get(root);
            tree.full.add(root);
        }
        return tree;
    }

    /** How many leaves there are. */
    public long leaves() {
        return leaves;
    }

    /** The root of what was added. */
    public byte[] root() {
        if (full.isEmpty()) {
            return Digests.sha256(new byte[0]);
        }
        byte[] root = full.getLast();
        for (int i = full.size() - 2; i >= 0; i--) {
            root = node(full.get(i), root);
        }
        return root;
    }

    private static byte[] node(byte[] left, byte[] right) {
        byte[] both = new byte[1 + left.length + right.length];
        both[0] = NODE;
        System.arraycopy(left, 0, both, 1, left.length);
        System.arraycopy(right, 0, both, 1 + left.length, right.length);
        return Digests.sha256(both);
    }
}
