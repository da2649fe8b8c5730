package dev.omnipoints.gateway.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.contracts.type.v1.Channel;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.Told;
import dev.omnipoints.gateway.access.ApiClient;
import dev.omnipoints.gateway.clients.Budget;
import dev.omnipoints.gateway.clients.ProfileClient;
import dev.omnipoints.gateway.platform.Problems;
import dev.omnipoints.gateway.platform.StrictJson;
import io.grpc.Deadline;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class BatchTest extends GatewayTest {
    @Inject
    Budget budget;

    @Inject
    ProfileClient profile;

    @Inject
    Selling selling;

    @Inject
    StrictJson json;

    @Inject
    Problems problems;

    private static final String CARD = "\"identity\": {\"type\": \"CARD\", \"value\": \"2990000000019\"}, ";

    @Test
    void eachSaleIsSentByItsOwnKeyAndAnsweredInItsPlace() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        peers.resolve = request -> Told.known();
        peers.recordSale = request -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            RecordSaleResponse told = saying(request.getSale().getReceipt().getNumber());
            now.decrementAndGet();
            return told;
        };

        send(batch(IntStream.range(0, 1_000).mapToObj(i -> sale("k-" + i, "n-" + i, CARD))))
                .statusCode(200)
                .body("results", hasSize(1_000))
                .body("results.status", everyItem(equalTo(201)))
                .body("results.idempotencyKey.take(2)", equalTo(List.of("k-0", "k-1")))
                .body("results.sale.saleId[0]", equalTo("n-0"))
                .body("results.sale.saleId[999]", equalTo("n-999"))
                .body("results[999]", not(hasKey("replayed")))
                .body("results[999]", not(hasKey("problem")));
        assertThat(sent()).hasSize(1_000);
        assertThat(most.get()).isLessThanOrEqualTo(32);
        assertThat(peers.only(ResolveRequest.class).getIdentity().getValue()).isEqualTo("2990000000019");
        assertThat(sent()).allSatisfy(sale -> assertThat(sale.getMember()).isEqualTo(Told.context()));
    }

    @Test
    void whatWasKnownIsReplayedInItsPlace() {
        peers.recordSale = request -> switch (request.getIdempotencyKey()) {
            case "again" -> KeptSale.recorded().setReplayed(true).build();
            case "receipt" -> KeptSale.recorded().setReceiptReplayed(true).build();
            default -> KeptSale.recorded().build();
        };

        send("{\"sales\": [%s, %s, %s]}"
                        .formatted(sale("new", "1", ""), sale("again", "2", ""), sale("receipt", "3", "")))
                .statusCode(200)
                .body("results.status", equalTo(List.of(201, 201, 200)))
                .body("results[0]", not(hasKey("replayed")))
                .body("results[1].replayed", equalTo(true))
                .body("results[2].replayed", equalTo(true));
    }

    @Test
    void oneThatIsRefusedHarmsNoOther() {
        peers.recordSale = request -> {
            if (request.getIdempotencyKey().equals("taken")) {
                throw Told.refusal(Reason.REASON_RECEIPT_ALREADY_RECORDED, "receipt");
            }
            return KeptSale.recorded().build();
        };

        send("{\"sales\": [%s, %s, 5, %s, %s, {}, %s, %s, %s, %s, %s]}"
                        .formatted(
                                sale("ok", "1", ""),
                                sale("odd", "2", "").replace("\"gross\": 100", "\"gross\": 1.5"),
                                sale("taken", "3", ""),
                                sale("far", "4", "").replace("PAR-012", "LYO-001"),
                                sale("a b", "5", ""),
                                sale("twice", "6", "\"cashier\": \"a\", \"cashier\": \"b\", "),
                                sale("code", "7", "\"codes\": [\"\"], "),
                                sale("unknown", "8", "\"discuont\": 1, "),
                                sale("ok-2", "9", "")))
                .statusCode(200)
                .body("results.status", equalTo(List.of(201, 400, 400, 409, 403, 400, 400, 400, 400, 400, 201)))
                .body("results[1].problem.field", equalTo("lines[0].gross"))
                .body("results[1].idempotencyKey", equalTo("odd"))
                .body("results[2].problem.reason", equalTo("MALFORMED_REQUEST"))
                .body("results[2]", not(hasKey("idempotencyKey")))
                .body("results[3].problem.reason", equalTo("RECEIPT_ALREADY_RECORDED"))
                .body("results[4].problem.reason", equalTo("STORE_NOT_GRANTED"))
                .body("results[4].problem.field", equalTo("receipt.store"))
                .body("results[5].problem.reason", equalTo("IDEMPOTENCY_KEY_MISSING"))
                .body("results[6].problem.field", equalTo("idempotencyKey"))
                .body("results[7].problem.field", equalTo("cashier"))
                .body("results[8].problem.field", equalTo("codes[0]"))
                .body("results[9].problem.field", equalTo("discuont"));
        assertThat(sent()).hasSize(3);
    }

    @Test
    void theSameSaleTwiceIsSentOnceAndAnotherWithItsKeyIsRefused() {
        peers.recordSale = request -> KeptSale.recorded().build();
        String first = sale("k", "1", "");

        send("{\"sales\": [%s, %s, %s]}".formatted(first, first.replace(", ", " ,\n"), sale("k", "2", "")))
                .statusCode(200)
                .body("results.status", equalTo(List.of(201, 201, 400)))
                .body("results[1].replayed", equalTo(true))
                .body("results[1].sale.saleId", equalTo(KeptSale.ID))
                .body("results[2].problem.reason", equalTo("FIELD_INVALID"))
                .body("results[2].problem.field", equalTo("sales[2].idempotencyKey"));
        assertThat(sent()).hasSize(1);
    }

    @Test
    void whatComesBackWaitsForItsSaleInTheSameBatch() {
        peers.recordSale = request -> KeptSale.recorded().build();
        String exchange = sale(
                "x",
                "2",
                "\"returns\": [{\"returnId\": \"R\", \"receipt\": {\"store\": \"PAR-012\", \"terminal\": \"T3\","
                        + " \"number\": \"1\"}, \"all\": true}], ");

        send("{\"sales\": [%s, %s]}".formatted(sale("k", "1", ""), exchange))
                .statusCode(200)
                .body("results.status", equalTo(List.of(201, 201)));
        assertThat(sent()).extracting(RecordSaleRequest::getIdempotencyKey).containsExactly("k", "x");
    }

    @Test
    void whatIsNotBegunWhenItsTimeIsOverIsToBeSentAgain() {
        Duration whole = Duration.ofMillis(300);
        peers.recordSale = request -> {
            Deadline over = Deadline.after(whole.toMillis(), TimeUnit.MILLISECONDS);
            await().until(over::isExpired);
            return KeptSale.recorded().build();
        };
        BatchSelling hurried = new BatchSelling(whole, budget, profile, selling, json, problems);
        ApiClient till = new ApiClient(
                "demo", "till-par-012-t3", Channel.CHANNEL_STORE, Set.of("PAR-012"), Optional.of("T3"), Set.of());
        byte[] batch = batch(IntStream.range(0, 100).mapToObj(i -> sale("k-" + i, "n-" + i, "")))
                .getBytes(StandardCharsets.UTF_8);

        List<BatchAnswer.Result> results = hurried.sell(till, json.parts(batch, "sales", SaleBatch.KEY, SaleBatch.MOST))
                .await()
                .atMost(Duration.ofSeconds(20));

        int begun = sent().size();
        assertThat(begun).isBetween(1, 32);
        assertThat(results)
                .extracting(BatchAnswer.Result::idempotencyKey)
                .startsWith("k-0", "k-1")
                .hasSize(100);
        assertThat(results.subList(0, begun))
                .allSatisfy(kept -> assertThat(kept.status()).isEqualTo(201));
        assertThat(results.subList(begun, 100)).allSatisfy(rest -> {
            assertThat(rest.status()).isEqualTo(503);
            assertThat(rest.problem().reason()).isEqualTo("OVERLOADED");
            assertThat(rest.sale()).isNull();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                         | MALFORMED_REQUEST |",
                "[]                         | MALFORMED_REQUEST |",
                "{\"sales\": [              | MALFORMED_REQUEST |",
                "{\"sales\": [{}]} x        | MALFORMED_REQUEST |",
                "{\"sales\": [{\"a\": 01}]} | MALFORMED_REQUEST |",
                "{}                         | FIELD_INVALID     | sales",
                "{\"sales\": []}            | FIELD_INVALID     | sales",
                "{\"sales\": {}}            | FIELD_INVALID     | sales",
                "{\"sale\": []}             | FIELD_INVALID     | sale",
                "{\"sales\": [{}], \"sales\": []} | FIELD_INVALID | sales"
            })
    void whatIsNoBatchIsRefusedWhole(String body, String reason, String field) {
        send(body).statusCode(400).body("reason", equalTo(reason)).body("field", equalTo(field));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void aThousandAndOneAreTooMany() {
        send(batch(IntStream.range(0, 1_001).mapToObj(i -> "{}")))
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo("sales"));
    }

    @Test
    void aBatchMayHaveSixteenMebibytesAndASaleOne() {
        peers.recordSale = request -> KeptSale.recorded().build();
        String sales = IntStream.range(0, 15)
                .mapToObj(i -> sale("k-" + i, "n-" + i, " ".repeat(1_000_000)))
                .collect(Collectors.joining(","));

        send("{\"sales\": [" + sales + "]}").statusCode(200).body("results.status", everyItem(equalTo(201)));
        send("{\"sales\": [" + sale("k", "n", " ".repeat(1_100_000)) + "]}")
                .statusCode(200)
                .body("results[0].status", equalTo(413))
                .body("results[0].problem.reason", equalTo("BODY_TOO_LARGE"));
        send("{\"sales\": [" + " ".repeat(16 * 1024 * 1024) + "{}]}")
                .statusCode(413)
                .body("reason", equalTo("BODY_TOO_LARGE"))
                .body("detail", equalTo("Send at most 16 MiB."));
    }

    private List<RecordSaleRequest> sent() {
        return peers.received().stream()
                .map(received -> received.request())
                .filter(RecordSaleRequest.class::isInstance)
                .map(RecordSaleRequest.class::cast)
                .toList();
    }

    private static RecordSaleResponse saying(String id) {
        RecordSaleResponse.Builder kept = KeptSale.recorded();
        kept.getResultBuilder().setSaleId(id);
        return kept.build();
    }

    private static String batch(Stream<String> sales) {
        return sales.collect(Collectors.joining(",", "{\"sales\": [", "]}"));
    }

    private static String sale(String key, String number, String more) {
        return """
                {"idempotencyKey": "%s", "receipt": {"store": "PAR-012", "terminal": "T3", "number": "%s"}, %s\
                "occurredAt": "2026-11-21T10:15:00Z", "currency": "EUR", "lines": [{"lineId": "1", "sku": "A",\
                 "quantity": 1, "gross": 100}],\
                 "tenders": [{"type": "CASH", "amount": 100}]}""".formatted(key, number, more);
    }

    private static ValidatableResponse send(String body) {
        return as(Credential.TILL).body(body).post("/v1/sales/batch").then();
    }
}
