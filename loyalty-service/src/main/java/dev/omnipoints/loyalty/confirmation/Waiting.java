package dev.omnipoints.loyalty.confirmation;

import java.util.UUID;

/** Something that a member who was not confirmed has done, and that has not earned yet. */
public record Waiting(String programme, UUID id, UUID member) {

    /** Before the first. */
    public static final Waiting START = new Waiting("", new UUID(0, 0), null);
}
