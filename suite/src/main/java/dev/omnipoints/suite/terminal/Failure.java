package dev.omnipoints.suite.terminal;

/** Something the user can mend: what is wrong, and what to do. Shown without a stack trace. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String remedy;

    /**
     * @param wrong what is wrong, one sentence
     * @param remedy what to do about it, one sentence
     */
    public Failure(String wrong, String remedy) {
        super(wrong, null, false, false);
        this.remedy = remedy;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }
}
