package dev.omnipoints.gateway.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class HttpTest extends GatewayTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/v1/", "/v1/nothing", "/v1/members/lookup/x", "/v2/sales", "/v1/me/rewards"})
    void anEndpointThatIsNotThereIsUnknown(String path) {
        as(Credential.SHOP)
                .get(path)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("reason", equalTo("ENDPOINT_UNKNOWN"));
    }

    @Test
    void aMethodThatAnEndpointDoesNotTakeIsNamed() {
        as(Credential.SHOP)
                .delete("/v1/sales")
                .then()
                .statusCode(405)
                .contentType("application/problem+json")
                .header("Allow", equalTo("GET, POST"))
                .body("reason", equalTo("METHOD_NOT_ALLOWED"));
        as(Credential.SHOP).get("/v1/members/lookup").then().statusCode(405).header("Allow", equalTo("POST"));
        as(Credential.SHOP).put("/v1/sales/x").then().statusCode(405).header("Allow", equalTo("GET"));
    }

    @Test
    void aBodyThatIsNotJsonByItsTypeIsUnsupported() {
        for (String type : new String[] {"text/plain", "application/xml", "application/octet-stream"}) {
            given().header("X-API-Key", Credential.SHOP)
                    .header("Content-Type", type)
                    .body("{}".getBytes(StandardCharsets.UTF_8))
                    .post("/v1/sales")
                    .then()
                    .statusCode(415)
                    .contentType("application/problem+json")
                    .body("reason", equalTo("MEDIA_TYPE_UNSUPPORTED"));
        }
    }

    @Test
    void anAnswerThatCannotBeJsonIsNotAcceptable() {
        as(Credential.SHOP)
                .accept("text/html")
                .body("{}")
                .post("/v1/members/lookup")
                .then()
                .statusCode(406)
                .contentType("application/problem+json")
                .body("reason", equalTo("NOT_ACCEPTABLE"));
    }

    @Test
    void aBodyOfMoreThanAMebibyteIsTooLarge() throws IOException {
        assertThat(post("Content-Length: 2097152\r\n", new byte[0]))
                .startsWith("HTTP/1.1 413 ")
                .contains("application/problem+json")
                .contains("\"reason\":\"BODY_TOO_LARGE\"");
    }

    @Test
    void aBodyOfMoreThanAMebibyteInChunksIsTooLarge() throws IOException {
        byte[] chunk = new byte[65_536];
        assertThat(post("Transfer-Encoding: chunked\r\n", chunk))
                .startsWith("HTTP/1.1 413 ")
                .contains("application/problem+json")
                .contains("\"reason\":\"BODY_TOO_LARGE\"");
    }

    @Test
    void aBodyOfAlmostAMebibyteIsRead() {
        as(Credential.SHOP)
                .body("{\"x\": \"" + "a".repeat(1_048_000) + "\"}")
                .post("/v1/members/lookup")
                .then()
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo("x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/sales/%00",
                "/v1/sales/%ff%fe",
                "/v1/%2e%2e/%2e%2e/etc",
                "/v1/sales?store=%ff&terminal=T&number=1",
                "//v1//sales",
                "/v1/sales/;a=b",
                "/v1/sales?a=1&a=2"
            })
    void aPathThatCannotBeReadIsTheClientsMistake(String path) throws IOException {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nX-API-Key: " + Credential.SHOP
                + "\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .containsPattern("^HTTP/1.1 (400|403|404) ")
                .contains("application/problem+json")
                .contains("\"reason\":\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/sales/%", "/v1/sales/%zz", "/v1/sales?store=%", "/v1/sales?%=1", "/v1/sales/{}", "/\""})
    void whatIsNoUriIsMalformed(String path) throws IOException {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json")
                .contains("\"reason\":\"MALFORMED_REQUEST\"");
    }

    @Test
    void moreThan16KibibytesOfHeadersAreMalformed() throws IOException {
        String request = "GET /v1/me HTTP/1.1\r\nHost: x\r\nX-Long: %s\r\nConnection: close\r\n\r\n";

        assertThat(raw(request.formatted("x".repeat(20_000))))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json")
                .contains("\"reason\":\"MALFORMED_REQUEST\"");
        assertThat(raw(request.formatted("x".repeat(16_000)))).startsWith("HTTP/1.1 401 ");
    }

    /** Netty and Vert.x answer these before Quarkus has a say, and without a body. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/me HTTP/1.1\r\nHost: x\r\nX-Long: LONG\r\n\r\n",
                "GET /v1/me HTTP/9.9\r\nHost: x\r\n\r\n",
                "NONSENSE\r\n\r\n",
                "POST /v1/sales HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n",
                "POST /v1/sales HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n"
            })
    void aRequestThatIsNoHttpIsTheClientsMistake(String request) throws IOException {
        assertThat(raw(request.replace("LONG", "x".repeat(100_000)))).containsPattern("^(HTTP/\\d.\\d 4\\d\\d |$)");
    }

    @Test
    void aRequestKeepsTheTraceItCameWith() {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        peers.resolve = request -> dev.omnipoints.contracts.profile.v1.ResolveResponse.getDefaultInstance();

        as(Credential.TILL)
                .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                .body("{\"identity\": {\"type\": \"CARD\", \"value\": \"1\"}}")
                .post("/v1/members/lookup")
                .then()
                .statusCode(404);

        assertThat(peers.received()
                        .getFirst()
                        .metadata()
                        .get(io.grpc.Metadata.Key.of("traceparent", io.grpc.Metadata.ASCII_STRING_MARSHALLER)))
                .contains(trace);
    }

    private static String post(String framing, byte[] chunk) throws IOException {
        String head = "POST /v1/sales HTTP/1.1\r\nHost: x\r\nX-API-Key: " + Credential.SHOP
                + "\r\nContent-Type: application/json\r\nIdempotency-Key: k\r\n" + framing + "\r\n";
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            try {
                for (int i = 0; chunk.length > 0 && i < 32; i++) {
                    out.write((Integer.toHexString(chunk.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                    out.write(chunk);
                    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            } catch (SocketException refusedBeforeTheEnd) {
                // The answer is there already.
            }
            return answer(socket);
        }
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return answer(socket);
        }
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", RestAssured.port);
        socket.setSoTimeout(5_000);
        return socket;
    }

    /** Up to the end of the connection, or as much as came in time. */
    private static String answer(Socket socket) {
        StringBuilder read = new StringBuilder();
        byte[] buffer = new byte[8_192];
        try {
            for (int n = socket.getInputStream().read(buffer);
                    n > 0;
                    n = socket.getInputStream().read(buffer)) {
                read.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
            }
        } catch (IOException endedOrSilent) {
            // What was read counts.
        }
        return read.toString();
    }
}
