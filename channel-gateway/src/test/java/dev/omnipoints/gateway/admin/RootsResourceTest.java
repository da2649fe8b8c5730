package dev.omnipoints.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.google.protobuf.ByteString;
import dev.omnipoints.contracts.loyalty.v1.ListRootsRequest;
import dev.omnipoints.contracts.loyalty.v1.ListRootsResponse;
import dev.omnipoints.contracts.loyalty.v1.Root;
import dev.omnipoints.contracts.loyalty.v1.RootKey;
import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RootsResourceTest extends GatewayTest {
    private static final String PATH = "/v1/admin/ledger/roots";

    @ParameterizedTest
    @ValueSource(strings = {"finance", "admin"})
    void financeAndAdminAreShownRootsAndWhatVerifiesThem(String role) {
        peers.rules(
                ListRootsRequest.class,
                request -> ListRootsResponse.newBuilder()
                        .addRoots(Root.newBuilder()
                                .setDay("2026-11-21")
                                .setCluster(7_300_000_000_000_000_001L)
                                .setCut("10:20:12")
                                .setAccounts(3)
                                .setRows(9)
                                .setBefore(ByteString.copyFrom(new byte[] {0, 1}))
                                .setRoot(ByteString.copyFrom(new byte[] {(byte) 0xff, 16}))
                                .setKeyId("1")
                                .setSignature(ByteString.copyFromUtf8("sign")))
                        .addKeys(RootKey.newBuilder().setId("1").setPublicKey(ByteString.copyFromUtf8("key")))
                        .setNextPageToken("2026-11-22")
                        .build());

        String body = asStaff(role)
                .get(PATH + "?pageSize=1&pageToken=2026-11-21")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(body)
                .isEqualTo("{\"entries\":[{\"day\":\"2026-11-21\",\"cluster\":\"7300000000000000001\","
                        + "\"cut\":\"10:20:12\",\"accounts\":3,\"rows\":9,\"before\":\"0001\",\"root\":\"ff10\","
                        + "\"keyId\":\"1\",\"signature\":\"c2lnbg==\"}],"
                        + "\"keys\":[{\"id\":\"1\",\"publicKey\":\"a2V5\"}],\"nextPageToken\":\"2026-11-22\"}");
        assertThat(peers.only(ListRootsRequest.class))
                .isEqualTo(ListRootsRequest.newBuilder()
                        .setPageSize(1)
                        .setPageToken("2026-11-21")
                        .build());
    }

    @Test
    void beforeTheFirstRootThereAreNone() {
        peers.rules(ListRootsRequest.class, request -> ListRootsResponse.getDefaultInstance());

        assertThat(asStaff("admin").get(PATH).then().statusCode(200).extract().asString())
                .isEqualTo("{\"entries\":[],\"keys\":[]}");
        assertThat(peers.only(ListRootsRequest.class).hasPageSize()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "care", "marketing"})
    void otherStaffAreNotShownThem(String role) {
        asStaff(role).get(PATH).then().statusCode(403).body("reason", equalTo("NOT_GRANTED"));
    }

    @Test
    void tillsAreNotShownThem() {
        as(Credential.SHOP).get(PATH).then().statusCode(403).body("reason", equalTo("NOT_GRANTED"));
    }

    @ParameterizedTest
    @CsvSource({"pageSize=0, pageSize", "pageSize=201, pageSize", "day=1, day"})
    void whatCannotBeAskedIsNamed(String query, String field) {
        asStaff("finance")
                .get(PATH + "?" + query)
                .then()
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo(field));
    }
}
