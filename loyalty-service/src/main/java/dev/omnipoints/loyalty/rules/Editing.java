package dev.omnipoints.loyalty.rules;

import java.util.UUID;

/** What staff ask for, checked as far as it can be without the database. */
final class Editing {

    private Editing() {}

    /** One of the staff, and the client they use. */
    record Who(String programme, String subject, String client) {}

    /** What makes a command exactly-once: its key in its client's scope, and what it asked for. */
    record Once(UUID keyHash, byte[] fingerprint) {}

    /**
     * A draft to be.
     *
     * @param basedOn null: the newest version
     */
    record Create(Who who, Once once, Draft.Content content, Long basedOn) {}

    /**
     * A draft to be written anew.
     *
     * @param expected the draft's version, as the editor read it
     * @param basedOn null: as it was
     */
    record Update(Who who, UUID draft, int expected, Draft.Content content, Long basedOn) {}

    /** A draft to be thrown away. */
    record Delete(Who who, UUID draft, int expected) {}

    /** A draft to be published. */
    record Publish(Who who, Once once, UUID draft, int expected) {}

    /**
     * What became of it.
     *
     * @param replayed nothing was written now: the answer is the first one's
     */
    record Made<T>(T what, boolean replayed) {}
}
