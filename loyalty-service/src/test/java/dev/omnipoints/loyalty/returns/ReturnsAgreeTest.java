package dev.omnipoints.loyalty.returns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.earning.naive.NaiveReturns;
import dev.omnipoints.loyalty.earning.naive.ReturnedSale;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The service's returns against the naive ones, over the naive engine, on sales drawn and taken back to the end. */
class ReturnsAgreeTest {
    private static final int SEEDS = Integer.getInteger("seeds", 1_000);
    private static final long PAID = 1_000;

    @Test
    void bothTakeAndGiveTheSameAfterEachReturn() {
        NaiveReturns naive = new NaiveReturns(ReturnedSale.engine()::award);
        List<ReturnedSale> drawn = ReturnedSale.drawn(SEEDS);
        assertThat(drawn).hasSizeGreaterThan(SEEDS / 2);
        for (ReturnedSale returned : drawn) {
            assertThat(ProductReturns.after(returned.sale(), PAID, returned.brought()))
                    .as(returned.toString())
                    .isEqualTo(naive.after(returned.sale(), PAID, returned.brought()));
        }
    }
}
