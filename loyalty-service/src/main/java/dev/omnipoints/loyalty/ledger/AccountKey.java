package dev.omnipoints.loyalty.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * One account: a member in a programme.
 *
 * @param bucket 0 to 63, leads every key; the distribution key beyond one node (ledger.md, 3)
 */
public record AccountKey(short bucket, String programme, UUID member) implements Comparable<AccountKey> {

    /** How many buckets there are. Never changes: it is part of every stored key. */
    public static final int BUCKETS = 64;

    /** The key of a member's account; the bucket follows from the two. */
    public static AccountKey of(String programme, UUID member) {
        byte[] name = programme.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(name.length + 1 + Long.BYTES * 2);
        bytes.put(name).put((byte) 0).putLong(member.getMostSignificantBits());
        bytes.putLong(member.getLeastSignificantBits());
        return new AccountKey(bucketOf(Digests.sha256(bytes.array())), programme, member);
    }

    /** The bucket that a hash of an id falls into. */
    static short bucketOf(byte[] hash) {
        return (short) (hash[0] & (BUCKETS - 1));
    }

    /** The order in which accounts are locked, everywhere: (bucket, programme, member). */
    @Override
    public int compareTo(AccountKey other) {
        int byBucket = Short.compare(bucket, other.bucket);
        if (byBucket != 0) {
            return byBucket;
        }
        int byProgramme = programme.compareTo(other.programme);
        return byProgramme != 0 ? byProgramme : compareAsBytes(member, other.member);
    }

    /** As PostgreSQL orders uuids: as unsigned bytes, which UUID.compareTo does not. */
    static int compareAsBytes(UUID a, UUID b) {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }
}
