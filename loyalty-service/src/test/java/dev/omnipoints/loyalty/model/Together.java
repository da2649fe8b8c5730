package dev.omnipoints.loyalty.model;

import java.util.List;

/** A ledger that can be asked several commands at once. */
public interface Together extends Subject {

    /** Decides commands of one instant, sent at once, as if in their order; what reads or gates is the last of them. */
    List<Told> askAll(List<Asked> together);

    /** Whether these, sent at once, are sure to be decided in this order. */
    boolean mayGoWith(Ask first, Ask next);
}
