package dev.omnipoints.loyalty.confirmation;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.posting.Posted;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** Something that members do before they are confirmed, and that earns once that they are. */
public interface Confirming {

    /** The next that wait, in the order of programme and id. */
    Future<List<Waiting>> waiting(Waiting after, int limit);

    /**
     * Gives a confirmed member what it earns; once, however often it is asked for.
     *
     * @param confirmed the account that has the member's points now
     */
    Future<Posted> confirm(Account confirmed, UUID id);
}
