package dev.omnipoints.loyalty.model;

/** An answer that leaves everything as it was, due work included. */
final class Unwritten extends RuntimeException {
    private static final long serialVersionUID = 1;
    final transient Told told;

    Unwritten(Told told) {
        super(told.toString(), null, false, false);
        this.told = told;
    }

    static Unwritten rejected(String reason) {
        return new Unwritten(new Told.Rejected(reason));
    }
}
