package dev.omnipoints.loyalty.posting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.ledger.Refusal;
import dev.omnipoints.loyalty.ledger.Row;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Two instances of posting over one database, of mixed batches or of batches of one bucket; in use at once. */
final class TwoInstances {

    private final Map<Boolean, List<Lanes>> instances;

    TwoInstances(RealLedger ledger) {
        instances = Map.of(false, pair(ledger, false), true, pair(ledger, true));
    }

    private static List<Lanes> pair(RealLedger ledger, boolean oneBucket) {
        // Nobody gives up waiting here, however slow the machine.
        Duration wait = Duration.ofSeconds(20);
        Limits limits = Limits.usual().oneBucket(oneBucket).waits(wait, wait, Duration.ofSeconds(25));
        return List.of(ledger.instance(limits), ledger.instance(limits));
    }

    List<Lanes> lanes(boolean oneBucket) {
        return instances.get(oneBucket);
    }

    /** On the first of them. */
    Posted one(boolean oneBucket, Posting posting) {
        return RealLedger.await(lanes(oneBucket).getFirst().submit(posting));
    }

    /** On either in turn; the answers in the order of the postings. */
    List<Posted> atOnce(boolean oneBucket, List<Posting> postings) {
        return send(oneBucket, postings).stream().map(RealLedger::await).toList();
    }

    /** Likewise, without waiting for the answers. */
    List<Future<Posted>> send(boolean oneBucket, List<Posting> postings) {
        List<Future<Posted>> answers = new ArrayList<>();
        for (int i = 0; i < postings.size(); i++) {
            answers.add(lanes(oneBucket).get(i % 2).submit(postings.get(i)));
        }
        return answers;
    }

    static Row done(Posted posted) {
        assertThat(posted).isInstanceOf(Posted.Done.class);
        return ((Posted.Done) posted).row();
    }

    static List<Refusal> refusals(List<Posted> answers) {
        return answers.stream()
                .filter(Posted.Refused.class::isInstance)
                .map(answer -> ((Posted.Refused) answer).row().refused())
                .toList();
    }
}
