package dev.omnipoints.loyalty.earning.bench;

import dev.omnipoints.loyalty.earning.Awards;
import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Matched;
import dev.omnipoints.loyalty.earning.Occasion;
import dev.omnipoints.loyalty.earning.RuleBook;
import dev.omnipoints.loyalty.earning.Standing;
import dev.omnipoints.loyalty.earning.Terms;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A quote: a basket of 30 lines against 200 active rules and the programme's own rate, on one core, from the basket
 * to the award with its parts and texts. Baskets differ from call to call: 64 of them take turns.
 *
 * <p>The mix, see {@link Mix}: 150 rules by SKU (60), category (60) or label (30), found by index without CEL:
 * rates, per unit, fixed, multipliers, best-of, some in exclusive groups, some with caps; 40 with CEL on the basket:
 * 20 on what it comes to, 10 on member, place and time, 10 that walk its lines; 10 with CEL on lines, each asked of
 * all 30.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 20, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
public class RatingBenchmark {

    private final RuleBook book = RuleBook.compile(Mix.RULES);

    private final Basket[] baskets = Mix.baskets(64);

    private final Occasion occasion = Mix.OCCASION;

    private final Terms terms = Mix.TERMS;

    private int next;

    /** The mix is what it says it is: enough of it fits, nothing fails. */
    @Setup
    public void check() {
        for (Basket basket : baskets) {
            Matched matched = book.match(basket, occasion, terms);
            int parts = matched.award(Standing.NEW).parts().size();
            if (!matched.failures().isEmpty() || parts < 20) {
                throw new IllegalStateException(parts + " parts, failures " + matched.failures());
            }
        }
    }

    /** Match and award. */
    @Benchmark
    public Awards quote() {
        return book.match(basket(), occasion, terms).award(Standing.NEW);
    }

    /** The rules that fit, and what they give before caps: all that a sale does before the lock. */
    @Benchmark
    public Matched match() {
        return book.match(basket(), occasion, terms);
    }

    private Basket basket() {
        return baskets[next++ & baskets.length - 1];
    }
}
