package dev.omnipoints.gateway.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.Told;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of requests beyond those that an instance answers at once: real connections, each with a request. */
@QuarkusTest
class AdmissionTest extends GatewayTest {
    private static final String LOOKUP = "{\"identity\": {\"type\": \"CARD\", \"value\": \"2990000000019\"}}";
    private static final String HEAD = "POST /v1/members/lookup HTTP/1.1\r\nHost: gateway\r\nX-API-Key: %s\r\n"
            + "Content-Type: application/json\r\nContent-Length: %d\r\n%s\r\n%s";

    @ConfigProperty(name = "omnipoints.admission.in-flight")
    int limit;

    private final CountDownLatch answering = new CountDownLatch(1);
    private final List<Socket> open = new ArrayList<>();

    @BeforeEach
    void profileTakesItsTime() {
        peers.balance = request -> Told.read(7, 1);
        peers.resolve = request -> {
            try {
                answering.await();
                return Told.known();
            } catch (InterruptedException stopping) {
                throw new IllegalStateException(stopping);
            }
        };
    }

    @AfterEach
    void everyPlaceIsFree() throws IOException {
        answering.countDown();
        for (Socket socket : open) {
            socket.close();
        }
        await().untilAsserted(() ->
                assertThat(metric("omnipoints_admission_in_flight")).isZero());
    }

    @Test
    void whoComesBeyondTheLimitIsToldAtOnceAndAllAreAcceptedAfterwards() throws IOException {
        double refused = metric("omnipoints_admission_refused_total");
        fill();

        lookup(Credential.TILL)
                .then()
                .statusCode(503)
                .header("Retry-After", "1")
                .contentType("application/problem+json")
                .body("reason", equalTo("OVERLOADED"))
                .body("type", equalTo("urn:omnipoints:reason:overloaded"))
                .body("detail", equalTo("Too many requests at once; send it again after the time told."))
                .body("retryAfter", equalTo(1));
        // Nobody looked who it is.
        lookup("no such key").then().statusCode(503).body("reason", equalTo("OVERLOADED"));
        assertThat(metric("omnipoints_admission_refused_total") - refused).isEqualTo(2);
        assertThat(peers.received()).hasSize(limit);

        answering.countDown();
        for (Socket socket : open) {
            assertThat(statusOn(socket)).isEqualTo("HTTP/1.1 200 OK");
        }
        lookup(Credential.TILL).then().statusCode(200).body("balance.available", equalTo(7));
    }

    @Test
    void aRefusedConnectionServesOnOnceThereIsAPlace() throws IOException {
        fill();
        Socket late = send(HEAD.formatted(Credential.TILL, LOOKUP.length(), "", LOOKUP));
        assertThat(answerOn(late)).startsWith("HTTP/1.1 503").contains("OVERLOADED");

        answering.countDown();
        await().untilAsserted(() ->
                assertThat(metric("omnipoints_admission_in_flight")).isZero());
        write(late, HEAD.formatted(Credential.TILL, LOOKUP.length(), "", LOOKUP));
        assertThat(answerOn(late)).startsWith("HTTP/1.1 200");
    }

    @Test
    void whoWouldSendABodyFirstIsRefusedWithoutIt() throws IOException {
        fill();

        Socket asking = send(HEAD.formatted(Credential.TILL, 100_000, "Expect: 100-continue\r\n", ""));

        assertThat(answerOn(asking)).startsWith("HTTP/1.1 503").contains("connection: close");
        assertThat(asking.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void healthAndMetricsAnswerAllTheSame() throws IOException {
        fill();

        given().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
        given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
        assertThat(metric("omnipoints_admission_in_flight")).isEqualTo(limit);
    }

    @Test
    void whoHangsUpLeavesTheirPlace() throws IOException {
        fill();

        for (Socket socket : open) {
            socket.close();
        }

        await().untilAsserted(() ->
                assertThat(metric("omnipoints_admission_in_flight")).isZero());
        answering.countDown();
        lookup(Credential.TILL).then().statusCode(200);
    }

    @Test
    void whatIsRefusedOrFailsLeavesItsPlace() {
        answering.countDown();
        peers.balance = request -> {
            throw new IllegalStateException("a defect");
        };

        for (int i = 0; i < limit; i++) {
            lookup("no such key").then().statusCode(401);
            as(Credential.TILL).body("{").post("/v1/members/lookup").then().statusCode(400);
            as(Credential.TILL).get("/v1/no/such/endpoint").then().statusCode(404);
            as(Credential.TILL).delete("/v1/members/lookup").then().statusCode(405);
            lookup(Credential.TILL).then().statusCode(500);
        }

        assertThat(metric("omnipoints_admission_in_flight")).isZero();
    }

    @Test
    void whoIsSlowToSendKeepsNobodyOut() throws IOException {
        answering.countDown();

        for (int i = 0; i < 2 * limit; i++) {
            send(HEAD.formatted(Credential.TILL, LOOKUP.length(), "", LOOKUP.substring(1)));
        }

        lookup(Credential.TILL).then().statusCode(200);
        assertThat(metric("omnipoints_admission_in_flight")).isZero();
    }

    private void fill() throws IOException {
        for (int i = 0; i < limit; i++) {
            send(HEAD.formatted(Credential.TILL, LOOKUP.length(), "", LOOKUP));
        }
        await().untilAsserted(() -> assertThat(peers.received()).hasSize(limit));
    }

    private static Response lookup(String key) {
        return as(key).body(LOOKUP).post("/v1/members/lookup");
    }

    private Socket send(String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
        socket.setSoTimeout(10_000);
        open.add(socket);
        write(socket, request);
        return socket;
    }

    private static void write(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    private static String statusOn(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }

    /** An answer whose body is one JSON object, which comes with its head. */
    private static String answerOn(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        for (int next = 0; next != -1 && !answer.toString().endsWith("}"); ) {
            next = socket.getInputStream().read();
            answer.append((char) next);
        }
        return answer.toString();
    }

    private static double metric(String name) {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }
}
