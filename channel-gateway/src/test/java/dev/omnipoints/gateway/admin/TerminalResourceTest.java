package dev.omnipoints.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.omnipoints.contracts.loyalty.v1.Counted;
import dev.omnipoints.contracts.loyalty.v1.Gap;
import dev.omnipoints.contracts.loyalty.v1.ListGapsRequest;
import dev.omnipoints.contracts.loyalty.v1.ListGapsResponse;
import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TerminalResourceTest extends GatewayTest {

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "care", "marketing", "finance", "admin"})
    void everyRoleOfStaffIsToldWhatIsMissing(String role) {
        peers.gaps = request -> ListGapsResponse.newBuilder()
                .addGaps(
                        Gap.newBuilder().setStore("PAR-012").setFrom(5).setTo(6).setMissing(2))
                .addGaps(
                        Gap.newBuilder().setStore("PAR-012").setFrom(9).setTo(9).setSales(3))
                .addCounted(Counted.newBuilder().setStore("PAR-012").setFirst(1).setLast(12))
                .setNextPageToken("more")
                .build();

        String body = asStaff(role)
                .get("/v1/admin/terminals/T3/gaps?store=PAR-012&pageSize=2")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(body)
                .isEqualTo("{\"entries\":[{\"store\":\"PAR-012\",\"from\":5,\"to\":6,\"missing\":2},"
                        + "{\"store\":\"PAR-012\",\"from\":9,\"to\":9,\"repeated\":3}],"
                        + "\"counted\":[{\"store\":\"PAR-012\",\"first\":1,\"last\":12}],"
                        + "\"nextPageToken\":\"more\"}");
        assertThat(peers.only(ListGapsRequest.class))
                .isEqualTo(ListGapsRequest.newBuilder()
                        .setTerminal("T3")
                        .setStore("PAR-012")
                        .setPageSize(2)
                        .build());
    }

    @Test
    void theNextPageIsAskedForByItsToken() {
        peers.gaps = request -> ListGapsResponse.getDefaultInstance();

        assertThat(asStaff("viewer")
                        .get("/v1/admin/terminals/T3/gaps?pageToken=more")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .isEqualTo("{\"entries\":[]}");
        assertThat(peers.only(ListGapsRequest.class).getPageToken()).isEqualTo("more");
        assertThat(peers.only(ListGapsRequest.class).hasStore()).isFalse();
    }

    @Test
    void tillsAreNotTold() {
        as(Credential.SHOP)
                .get("/v1/admin/terminals/T3/gaps")
                .then()
                .statusCode(403)
                .body("reason", equalTo("NOT_GRANTED"));
    }

    @ParameterizedTest
    @CsvSource({"T3/gaps?pageSize=0, pageSize", "T3/gaps?shop=1, shop", "T3/gaps?store=, store", "a%20b/gaps, id"})
    void whatCannotBeAskedIsNamed(String path, String field) {
        asStaff("viewer")
                .urlEncodingEnabled(false)
                .get("/v1/admin/terminals/" + path)
                .then()
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo(field));
    }
}
