package dev.omnipoints.suite;

import dev.omnipoints.contracts.loyalty.v1.PostRequest;
import dev.omnipoints.suite.check.Asked;
import dev.omnipoints.suite.check.Verb;
import dev.omnipoints.suite.demo.Card;
import dev.omnipoints.suite.grpc.Partner;
import dev.omnipoints.suite.rest.Gateway;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A member with a card, and the errands that run for them: by API clients of a channel, which show the card where
 * points are spent; by the member's own token (MEMBER); by the staff of care (CARE); by a partner (PARTNER).
 */
record Customer(String id, String card, String token, String care, Partner partner) {
    /** By gRPC at loyalty-service, as a gateway passes it on; the others are the gateway's channels, by REST. */
    static final String PARTNER = "PARTNER";

    static final String MEMBER = "MEMBER";
    static final String CARE = "CARE";

    private static final String STORE = "HISTORY-1";

    /** Someone new. */
    static Customer enrol(Gateway door, Partner partner) throws IOException {
        var card = Card.fresh();
        var suite = RunningSuite.get();
        var id = door.post(
                        "/v1/members",
                        suite.local().keys().get("STORE"),
                        Sales.unique(),
                        "{\"identities\":[{\"type\":\"CARD\",\"value\":\"" + card + "\"}]}")
                .orFail("The enrolment")
                .path("memberId")
                .asText();
        return new Customer(
                id, card, suite.gateway().memberToken(id), suite.gateway().staffToken("care"), partner);
    }

    /** Earns so many points. */
    Errand sale(String channel, long points) {
        var asked = asked(channel).points(points).receipt(Sales.unique());
        return post(Verb.SALE, asked, "/v1/sales", sale(asked, points * 100, cash(points)));
    }

    /** Is paid by a hold, in part, and earns so many points by the rest. */
    Errand saleWith(String channel, String hold, long pays, long points) {
        var asked = asked(channel).points(points).hold(hold).pays(pays).receipt(Sales.unique());
        var tenders = "{\"type\":\"POINTS\",\"holdId\":\"" + hold + "\",\"amount\":" + pays + "}," + cash(points);
        return post(Verb.SALE, asked, "/v1/sales", sale(asked, points * 100 + pays, tenders));
    }

    private static String cash(long points) {
        return "{\"type\":\"CASH\",\"amount\":" + points * 100 + "}";
    }

    private String sale(Asked asked, long gross, String tenders) {
        return "{\"receipt\":" + receipt(asked) + ",\"occurredAt\":\"" + Instant.now() + "\",\"memberId\":\"" + id
                + "\",\"currency\":\"EUR\",\"lines\":[" + Sales.line("1", String.valueOf(gross)) + "],\"tenders\":["
                + tenders + "]}";
    }

    private static String receipt(Asked asked) {
        return "{\"store\":\"" + STORE + "\",\"terminal\":\"T1\",\"number\":\"" + asked.receipt() + "\"}";
    }

    /** Brings everything of a sale back. */
    Errand bringBack(String channel, String receipt) {
        var asked = asked(channel).receipt(receipt);
        var body =
                "{\"returnId\":\"" + Sales.unique() + "\",\"store\":\"" + STORE + "\",\"terminal\":\"T1\",\"receipt\":"
                        + receipt(asked) + ",\"all\":true,\"occurredAt\":\"" + Instant.now() + "\"}";
        return post(Verb.RETURN, asked, "/v1/returns", body);
    }

    /** Points that no sale of ours gave, by the partner. */
    Errand earn(long points) {
        var asked = asked(PARTNER).points(points);
        return posted(Verb.EARN, asked, partner.earn(asked.key(), id, points));
    }

    Errand redemption(String channel, long points) {
        var asked = asked(channel).points(points);
        return channel.equals(PARTNER)
                ? posted(Verb.REDEEM, asked, partner.redemption(asked.key(), id, points))
                : post(Verb.REDEEM, asked, "/v1/redemptions", spending(channel, points, ""));
    }

    Errand hold(String channel, long points, int seconds) {
        var body = spending(channel, points, ",\"ttlSeconds\":" + seconds);
        var asked = asked(channel).points(points).ttl(seconds);
        return channel.equals(PARTNER)
                ? posted(Verb.HOLD, asked, partner.hold(asked.key(), id, points, seconds))
                : post(Verb.HOLD, asked, "/v1/holds", body);
    }

    private String spending(String channel, long points, String more) {
        var whose = channel.equals(MEMBER) ? "" : "\"identity\":{\"type\":\"CARD\",\"value\":\"" + card + "\"},";
        return "{" + whose + "\"points\":" + points + more + "}";
    }

    Errand capture(String channel, String hold) {
        var asked = asked(channel).hold(hold);
        return channel.equals(PARTNER)
                ? posted(Verb.CAPTURE, asked, partner.capture(asked.key(), hold, null))
                : post(Verb.CAPTURE, asked, "/v1/holds/" + hold + "/capture", "{}");
    }

    /** Of a part; the rest is released. */
    Errand capture(String channel, String hold, long points) {
        var asked = asked(channel).hold(hold).points(points);
        return channel.equals(PARTNER)
                ? posted(Verb.CAPTURE, asked, partner.capture(asked.key(), hold, points))
                : post(Verb.CAPTURE, asked, "/v1/holds/" + hold + "/capture", "{\"points\":" + points + "}");
    }

    Errand release(String channel, String hold) {
        var asked = asked(channel).hold(hold);
        return channel.equals(PARTNER)
                ? posted(Verb.VOID, asked, partner.release(asked.key(), hold))
                : post(Verb.VOID, asked, "/v1/holds/" + hold + "/void", "{}");
    }

    /** Gives back what was spent, by a channel; by care takes back what was earned too. Without points all of it. */
    Errand reversal(String channel, String original, Long points) {
        var asked = asked(channel).original(original);
        if (channel.equals(PARTNER)) {
            var reversal = partner.reversal(asked.key(), original, points);
            return posted(Verb.REVERSE, points == null ? asked : asked.points(points), reversal);
        }
        var path = (channel.equals(CARE) ? "/v1/admin/operations/" : "/v1/redemptions/") + original + "/reverse";
        return post(
                Verb.REVERSE,
                points == null ? asked : asked.points(points),
                path,
                points == null ? "{}" : "{\"points\":" + points + "}");
    }

    /** By care; points are signed. */
    Errand adjustment(long points) {
        return post(
                Verb.ADJUST,
                asked(CARE).points(points),
                "/v1/admin/members/" + id + "/adjustments",
                "{\"points\":" + points + ",\"reason\":\"GOODWILL\"}");
    }

    /** By the member, or by care. */
    Errand transfer(String channel, Customer to, long points) {
        var asked = asked(channel).points(points).to(to.id);
        return channel.equals(CARE)
                ? post(
                        Verb.TRANSFER,
                        asked,
                        "/v1/admin/transfers",
                        "{\"from\":\"" + id + "\",\"to\":\"" + to.id + "\",\"points\":" + points + "}")
                : post(
                        Verb.TRANSFER,
                        asked,
                        "/v1/me/transfers",
                        "{\"to\":{\"memberId\":\"" + to.id + "\"},\"points\":" + points + "}");
    }

    /** By the member and the partner the balance, by a channel a lookup. */
    Errand read(String channel) {
        var asked = Asked.of(id).channel(channel);
        if (channel.equals(PARTNER)) {
            return new Errand(Verb.READ, asked, door -> door.loyalty().balance(partner.member(id)));
        }
        return channel.equals(MEMBER)
                ? new Errand(Verb.READ, asked, door -> door.rest().get("/v1/me/balance", token))
                : new Errand(
                        Verb.READ,
                        asked,
                        door -> door.rest()
                                .post(
                                        "/v1/members/lookup",
                                        RunningSuite.get().local().keys().get(channel),
                                        null,
                                        "{\"memberId\":\"" + id + "\"}"));
    }

    /** The newest rows, by the member. */
    Errand newest() {
        var asked = Asked.of(id).channel(MEMBER);
        return new Errand(Verb.READ, asked, door -> door.rest().get("/v1/me/activity?pageSize=5", token));
    }

    /** Every row, by the member. */
    Errand statement() {
        return new Errand(Verb.STATEMENT, Asked.of(id).channel(MEMBER), door -> Pages.all(door.rest(), token));
    }

    private Asked asked(String channel) {
        return Asked.of(id).key(Sales.unique()).channel(channel);
    }

    private Errand post(Verb verb, Asked asked, String path, String body) {
        Errand.Request request = switch (asked.channel()) {
            case MEMBER -> door -> door.rest().postWithToken(path, token, asked.key(), body);
            case CARE -> door -> door.rest().postWithToken(path, care, asked.key(), body);
            default -> {
                var apiKey = RunningSuite.get().local().keys().get(asked.channel());
                yield door -> door.rest().post(path, apiKey, asked.key(), body);
            }
        };
        return new Errand(verb, asked, request);
    }

    /** As a call or over the stream, also where the same is sent again. */
    private static Errand posted(Verb verb, Asked asked, PostRequest command) {
        var ways = Asking.Way.values();
        return new Errand(
                verb,
                asked,
                door -> ways[ThreadLocalRandom.current().nextInt(ways.length)].send(door.loyalty(), command));
    }
}
