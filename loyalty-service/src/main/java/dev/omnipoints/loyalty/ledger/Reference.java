package dev.omnipoints.loyalty.ledger;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** Points at a journal row: the account's member and the row's seq. */
public record Reference(UUID member, long seq) implements Comparable<Reference> {

    /** By seq, then by member. */
    @Override
    public int compareTo(Reference other) {
        int bySeq = Long.compare(seq, other.seq);
        return bySeq != 0 ? bySeq : AccountKey.compareAsBytes(member, other.member);
    }

    /** 32 characters that are safe in a URL. */
    public String text() {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES * 3)
                .putLong(member.getMostSignificantBits())
                .putLong(member.getLeastSignificantBits())
                .putLong(seq)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What {@link #text} wrote; null where it is something else. */
    public static Reference parse(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length != Long.BYTES * 3) {
                return null;
            }
            ByteBuffer in = ByteBuffer.wrap(bytes);
            return new Reference(new UUID(in.getLong(), in.getLong()), in.getLong());
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
