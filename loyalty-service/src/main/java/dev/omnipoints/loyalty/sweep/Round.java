package dev.omnipoints.loyalty.sweep;

import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.posting.DueTable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Reads page after page and settles each before the next, to the end or until it is stopped. What becomes due
 * meanwhile is the next round's.
 *
 * @param <C> where a page ends
 */
final class Round<C> {

    private final Instant now;
    private final Function<C, Future<DueTable.Page<C>>> read;
    private final Function<Collection<AccountKey>, Future<Settling.Done>> settle;
    private final BooleanSupplier stopped;
    private final Promise<Result> result = Promise.promise();
    private final Map<String, Integer> failures = new TreeMap<>();
    private Swept swept = Swept.NOTHING;

    /** @param failures how many accounts by what they failed with */
    record Result(Swept swept, Map<String, Integer> failures) {}

    /** @param now as of when the pages are read */
    Round(
            Instant now,
            Function<C, Future<DueTable.Page<C>>> read,
            Function<Collection<AccountKey>, Future<Settling.Done>> settle,
            BooleanSupplier stopped) {
        this.now = now;
        this.read = read;
        this.settle = settle;
        this.stopped = stopped;
    }

    /** What it came to; fails where a page cannot be read. */
    Future<Result> run(C start) {
        next(start);
        return result.future();
    }

    private void next(C after) {
        if (after == null || stopped.getAsBoolean()) {
            result.complete(new Result(swept, failures));
            return;
        }
        read.apply(after).onFailure(result::fail).onSuccess(page -> {
            swept = swept.plus(Swept.page(page.due().size(), page.oldest(), now));
            settle.apply(page.due()).onFailure(result::fail).onSuccess(done -> {
                swept = swept.plus(new Swept(0, 0, done.written(), done.failed(), Duration.ZERO));
                done.failures().forEach((with, count) -> failures.merge(with, count, Integer::sum));
                next(page.next());
            });
        });
    }
}
