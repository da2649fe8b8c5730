package dev.omnipoints.gateway.me;

import static dev.omnipoints.gateway.MemberToken.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.omnipoints.contracts.loyalty.v1.Entry;
import dev.omnipoints.contracts.loyalty.v1.EntryKind;
import dev.omnipoints.contracts.loyalty.v1.GetBalanceRequest;
import dev.omnipoints.contracts.loyalty.v1.ListActivityRequest;
import dev.omnipoints.contracts.loyalty.v1.ListActivityResponse;
import dev.omnipoints.contracts.profile.v1.GetMemberRequest;
import dev.omnipoints.contracts.profile.v1.GetMemberResponse;
import dev.omnipoints.contracts.profile.v1.Identity;
import dev.omnipoints.contracts.profile.v1.IdentityType;
import dev.omnipoints.contracts.profile.v1.Profile;
import dev.omnipoints.contracts.profile.v1.ResolveResponse;
import dev.omnipoints.contracts.type.v1.Channel;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.Told;
import dev.omnipoints.gateway.platform.Times;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class MeResourceTest extends GatewayTest {

    @Test
    void theMemberSeesTheirOwnRecord() {
        peers.member = request -> GetMemberResponse.newBuilder()
                .setContext(Told.context())
                .setDisplayName("Amélie P.")
                .setProfile(Profile.newBuilder().setGivenName("Amélie").setLocale("fr-FR"))
                .addIdentities(Identity.newBuilder()
                        .setType(IdentityType.IDENTITY_TYPE_CARD)
                        .setValue("2990000000019"))
                .putAttributes("shoe", "38")
                .setEnrolledAt(Times.to(Told.AT))
                .build();

        String body = asMember()
                .get("/v1/me")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .extract()
                .asString();

        assertThat(body)
                .isEqualTo("{\"memberId\":\"" + MEMBER + "\",\"displayName\":\"Amélie P.\",\"status\":\"ACTIVE\","
                        + "\"profile\":{\"givenName\":\"Amélie\",\"locale\":\"fr-FR\"},"
                        + "\"identities\":[{\"type\":\"CARD\",\"value\":\"2990000000019\"}],"
                        + "\"attributes\":{\"shoe\":\"38\"},\"enrolledAt\":\"2026-11-21T10:15:00Z\"}");
        assertThat(peers.only(GetMemberRequest.class).getMemberId()).isEqualTo(MEMBER);
    }

    @Test
    void theBalanceTellsWhatExpiresByAnInstant() {
        peers.resolve = request -> Told.known();
        peers.balance =
                request -> Told.read(53, 1).toBuilder().setExpiringByPoints(20).build();

        String body = asMember()
                .get("/v1/me/balance?expiringBy=2026-12-01T00:00:00Z")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(body)
                .isEqualTo("{\"memberId\":\"" + MEMBER + "\",\"pending\":0,\"available\":53,\"held\":0,\"owed\":0,"
                        + "\"seq\":1,\"asOf\":\"2026-11-21T10:15:00Z\",\"expiring\":[],"
                        + "\"expiringBy\":{\"at\":\"2026-12-01T00:00:00Z\",\"points\":20}}");
        GetBalanceRequest asked = peers.only(GetBalanceRequest.class);
        assertThat(asked.getMember()).isEqualTo(Told.context());
        assertThat(Times.of(asked.getExpiringBy())).isEqualTo("2026-12-01T00:00:00Z");
    }

    @Test
    void theBalanceAloneSaysNothingOfAnInstant() {
        peers.resolve = request -> Told.known();
        peers.balance = request -> Told.read(53, 1);

        String body = asMember()
                .get("/v1/me/balance")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(body).doesNotContain("expiringBy").endsWith("\"expiring\":[]}");
    }

    @Test
    void theStatementTellsEveryEntryAndTheNextPage() {
        Entry earned = Entry.newBuilder()
                .setOperationId("earn_1")
                .setSeq(1)
                .setKind(EntryKind.ENTRY_KIND_EARN)
                .setPoints(53)
                .setAvailableChange(53)
                .setBalance(Told.balance(53, 1))
                .setChannel(Channel.CHANNEL_STORE)
                .setStore("PAR-012")
                .setTerminal("T3")
                .setSaleId("0123456789abcdef0123456789abcdef")
                .setOccurredAt(Times.to(Told.AT))
                .setRecordedAt(Times.to(Told.AT))
                .build();
        Entry refused = Entry.newBuilder()
                .setOperationId("redeem_2")
                .setSeq(2)
                .setKind(EntryKind.ENTRY_KIND_REDEEM)
                .setRefused(Reason.REASON_INSUFFICIENT_POINTS)
                .setPoints(100)
                .setBalance(Told.balance(53, 2))
                .setOccurredAt(Times.to(Told.AT))
                .setRecordedAt(Times.to(Told.AT))
                .build();
        peers.resolve = request -> Told.known();
        peers.activity = request -> ListActivityResponse.newBuilder()
                .addEntries(refused)
                .addEntries(earned)
                .setNextPageToken("next")
                .build();

        String body = asMember()
                .get("/v1/me/activity?pageSize=2&pageToken=this")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        String times = "\"occurredAt\":\"2026-11-21T10:15:00Z\",\"recordedAt\":\"2026-11-21T10:15:00Z\"}";
        assertThat(body)
                .isEqualTo("{\"entries\":[{\"id\":\"redeem_2\",\"seq\":2,\"kind\":\"REDEEM\",\"outcome\":\"REFUSED\","
                        + "\"refused\":\"INSUFFICIENT_POINTS\",\"points\":100," + change(0) + balance(2) + times
                        + ",{\"id\":\"earn_1\",\"seq\":1,\"kind\":\"EARN\",\"outcome\":\"APPLIED\",\"points\":53,"
                        + change(53) + balance(1)
                        + "\"channel\":\"STORE\",\"store\":\"PAR-012\",\"terminal\":\"T3\","
                        + "\"saleId\":\"0123456789abcdef0123456789abcdef\"," + times + "],\"nextPageToken\":\"next\"}");
        ListActivityRequest asked = peers.only(ListActivityRequest.class);
        assertThat(asked.getPageSize()).isEqualTo(2);
        assertThat(asked.getPageToken()).isEqualTo("this");
    }

    @Test
    void theLastPageHasNoToken() {
        peers.resolve = request -> Told.known();
        peers.activity = request -> ListActivityResponse.getDefaultInstance();

        String body = asMember()
                .get("/v1/me/activity")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(body).isEqualTo("{\"entries\":[]}");
        assertThat(peers.only(ListActivityRequest.class).hasPageSize()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/me/activity?pageSize=0, pageSize",
        "/v1/me/activity?pageSize=201, pageSize",
        "/v1/me/activity?pageSize=1.5, pageSize",
        "/v1/me/activity?pageSize=99999999999, pageSize",
        "/v1/me/activity?pageToken=, pageToken",
        "/v1/me/activity?pagesize=5, pagesize",
        "/v1/me/balance?expiringBy=tomorrow, expiringBy",
        "/v1/me/balance?expiringBy=2026-02-30T00:00:00Z, expiringBy",
        "/v1/me?x=1, x"
    })
    void aParameterThatIsNotAsItMustBeIsFieldInvalid(String path, String field) {
        asMember()
                .get(path)
                .then()
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo(field));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void aMemberWhoIsGoneIsUnknown() {
        peers.resolve = request -> ResolveResponse.getDefaultInstance();

        asMember().get("/v1/me/balance").then().statusCode(404).body("reason", equalTo("MEMBER_UNKNOWN"));
    }

    private static String change(long available) {
        return "\"change\":{\"pending\":0,\"available\":" + available + ",\"held\":0,\"owed\":0},";
    }

    private static String balance(long seq) {
        return "\"balance\":{\"memberId\":\"" + MEMBER + "\",\"pending\":0,\"available\":53,\"held\":0,\"owed\":0,"
                + "\"seq\":" + seq + ",\"asOf\":\"2026-11-21T10:15:00Z\"},";
    }
}
