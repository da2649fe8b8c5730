package dev.omnipoints.suite.check;

/** A history that cannot be judged: which line of it is wrong, or what it does not tell. */
public final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String why) {
        super(why, null, false, false);
    }
}
