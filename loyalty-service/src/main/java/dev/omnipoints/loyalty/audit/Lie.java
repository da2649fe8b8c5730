package dev.omnipoints.loyalty.audit;

/** Something in the database that is not as it must be. */
final class Lie extends RuntimeException {

    Lie(String where, String what) {
        super(where + ": " + what, null, false, false);
    }
}
