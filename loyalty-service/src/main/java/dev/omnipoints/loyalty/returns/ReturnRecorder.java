package dev.omnipoints.loyalty.returns;

import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Envelope;
import dev.omnipoints.loyalty.ledger.Key;
import dev.omnipoints.loyalty.ledger.Origin;
import dev.omnipoints.loyalty.posting.Lanes;
import dev.omnipoints.loyalty.posting.Posted;
import dev.omnipoints.loyalty.posting.Posting;
import dev.omnipoints.loyalty.programme.Programmes;
import dev.omnipoints.loyalty.receipt.Goods;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Takes goods back: what points paid is given back, what they earned is taken back (earning.md, 3). */
@ApplicationScoped
class ReturnRecorder {

    private final ReturnDrafts drafts;
    private final Programmes programmes;
    private final Lanes lanes;

    @Inject
    ReturnRecorder(ReturnDrafts drafts, Programmes programmes, Lanes lanes) {
        this.drafts = drafts;
        this.programmes = programmes;
        this.lanes = lanes;
    }

    /**
     * A return to be recorded.
     *
     * @param member whose identity was sent; null: none, or no one's
     * @param body as it was sent, as protobuf
     */
    record Request(
            String programme, Origin origin, String key, Goods goods, UUID member, boolean memberNamed, byte[] body) {}

    /** Records the return in one commit. */
    Future<Posted> record(Request request) {
        return attempt(request, 1);
    }

    private Future<Posted> attempt(Request request, int number) {
        return drafts.ready(
                        request.programme(),
                        "",
                        request.goods(),
                        request.member(),
                        request.memberNamed(),
                        request.body())
                .compose(ready -> lanes.submit(posting(request, ready)))
                .compose(posted -> ReturnDrafts.isChanged(posted) && number < ReturnDrafts.ATTEMPTS
                        ? attempt(request, number + 1)
                        : Future.succeededFuture(posted));
    }

    private Posting posting(Request request, ReturnDrafts.Ready ready) {
        Envelope envelope = new Envelope(
                request.origin(),
                Key.of(request.origin().caller(), request.key()),
                request.goods().fingerprint(),
                ready.draft().sale(),
                null,
                request.goods().occurredAt());
        AccountKey member = ready.member() == null ? null : AccountKey.of(request.programme(), ready.member());
        return Posting.goods(
                member, now -> ready.template(programmes.at(request.programme(), now)), envelope, ready.draft());
    }
}
