package dev.omnipoints.loyalty.returns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.loyalty.v1.Returned;
import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.receipt.Goods;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemainderTest {

    @Test
    void sumsOfTheLargestAmountsStayWithinTheLine() {
        long net = 9_000_000_000_000_000_000L;
        Basket.Line line = new Basket.Line("1", "SKU", null, List.of(), 10, net, 0, 0);
        Basket basket = new Basket("EUR", List.of(line), 0, Basket.Paid.NOTHING, List.of());

        Remainder back = Remainder.of(basket, Returned.getDefaultInstance())
                .less("", goods(new Goods.Part("1", null, 8_000_000_000_000_000_000L)))
                .less("", goods(new Goods.Part("1", 9L, null)));

        assertThat(back.money()).isEqualTo(net);
        assertThat(back.kept().lines()).containsExactly(new Basket.Line("1", "SKU", null, List.of(), 1, 0, 0, 0));
    }

    private static Goods goods(Goods.Part part) {
        return new Goods("R", "S", null, null, List.of(part), false, Instant.EPOCH);
    }
}
