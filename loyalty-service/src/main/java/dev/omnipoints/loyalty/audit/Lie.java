package dev.omnipoints.loyalty.audit;

import java.util.function.Supplier;

/** Something in the database that is not as it must be. */
final class Lie extends RuntimeException {

    Lie(String where, String what) {
        super(where + ": " + what, null, false, false);
    }

    /** What can be made of something in the database; what nothing can be made of is a lie too, not our failure. */
    static <T> T unless(String where, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (Lie found) {
            throw found;
        } catch (RuntimeException unreadable) {
            throw new Lie(where, "cannot be read: " + unreadable.getMessage());
        }
    }
}
