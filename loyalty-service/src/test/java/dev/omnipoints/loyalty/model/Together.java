package dev.omnipoints.loyalty.model;

import java.util.List;

/** A ledger that can be asked several commands at once. */
public interface Together extends Subject {

    /** Decides commands of one instant, sent at once, as if in their order; what reads or gates is the last of them. */
    List<Told> askAll(List<Asked> together);

    /** Whether one more, sent at once with those before it, is sure to be decided after them. */
    boolean mayGoWith(List<Asked> before, Ask next);
}
