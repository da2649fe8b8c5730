package dev.omnipoints.gateway.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.Peers;
import dev.omnipoints.gateway.Told;
import dev.omnipoints.gateway.platform.Times;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who the sales of a batch name, in a zone whose days begin at 23:00 UTC. */
@QuarkusTest
class BatchMembersTest extends GatewayTest {
    private static final Duration MIDNIGHT = Duration.ofHours(23);

    @Test
    void aMemberIsAskedAfterOnceForTheSalesOfOneDay() {
        peers.resolve = request -> {
            Instant from = Times.of(request.getAt())
                    .minus(MIDNIGHT)
                    .truncatedTo(ChronoUnit.DAYS)
                    .plus(MIDNIGHT);
            return Told.known().toBuilder()
                    .setDayFrom(Times.to(from))
                    .setDayUntil(Times.to(from.plus(Duration.ofDays(1))))
                    .setContext(Told.context().toBuilder().addFlags(from.toString()))
                    .build();
        };
        peers.recordSale = request -> KeptSale.recorded().build();
        List<String> times = List.of(
                "2026-11-21T10:15:00Z",
                "2026-11-21T22:59:59Z",
                "2026-11-21T23:00:00Z",
                "2026-11-20T23:00:00Z",
                "2026-11-20T22:59:59Z",
                "2026-11-22T01:00:00Z",
                "2026-11-19T23:00:00Z",
                "2026-11-21T10:15:00Z");

        String sales = IntStream.range(0, times.size())
                .mapToObj(i -> sale(i, times.get(i)))
                .collect(Collectors.joining(","));
        as(Credential.TILL)
                .body("{\"sales\": [" + sales + "]}")
                .post("/v1/sales/batch")
                .then()
                .statusCode(200)
                .body("results.status", everyItem(equalTo(201)));

        assertThat(requests(RecordSaleRequest.class)
                        .collect(Collectors.toMap(
                                RecordSaleRequest::getIdempotencyKey,
                                sale -> sale.getMember().getFlags(0).substring(0, 10))))
                .isEqualTo(Map.of(
                        "k-0",
                        "2026-11-20",
                        "k-1",
                        "2026-11-20",
                        "k-2",
                        "2026-11-21",
                        "k-3",
                        "2026-11-20",
                        "k-4",
                        "2026-11-19",
                        "k-5",
                        "2026-11-21",
                        "k-6",
                        "2026-11-19",
                        "k-7",
                        "2026-11-20"));
        assertThat(requests(ResolveRequest.class)).hasSize(3);
    }

    private <Q> Stream<Q> requests(Class<Q> type) {
        return peers.received().stream()
                .map(Peers.Received::request)
                .filter(type::isInstance)
                .map(type::cast);
    }

    private static String sale(int number, String at) {
        return """
                {"idempotencyKey": "k-%d", "receipt": {"store": "PAR-012", "terminal": "T3", "number": "%d"},
                 "occurredAt": "%s", "identity": {"type": "CARD", "value": "2990000000019"}, "currency": "EUR",
                 "lines": [{"lineId": "1", "sku": "A", "quantity": 1, "gross": 100}],
                 "tenders": [{"type": "CASH", "amount": 100}]}""".formatted(number, number, at);
    }
}
