package dev.omnipoints.loyalty.model;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** What the client sent, but for who the member and the counterpart are: the fingerprint in clear. */
record Sent(String kind, Long points, Ask.Ref hold, Ask.Ref original, String receipt, List<Object> body) {

    static Sent of(Ask ask) {
        return switch (ask) {
            case Ask.Earn a -> sent("EARN", a.points(), a.occurredAt(), a.expiresOn());
            case Ask.Sale a ->
                new Sent("EARN", null, null, null, a.receipt(), List.of(a.points(), a.occurredAt(), a.refuse()));
            case Ask.Confirm a -> new Sent("CONFIRM", null, null, a.earn(), null, List.of());
            case Ask.Hold a -> sent("HOLD", a.points(), a.ttlSeconds());
            case Ask.Capture a -> new Sent("CAPTURE", a.points(), a.hold(), null, null, List.of());
            case Ask.Void a -> new Sent("VOID", null, a.hold(), null, null, List.of());
            case Ask.Redeem a -> sent("REDEEM", a.points());
            case Ask.Reverse a -> new Sent("REVERSE", a.points(), null, a.original(), null, List.of());
            case Ask.Adjust a -> sent("ADJUST", a.points(), a.expiresOn());
            case Ask.Transfer a -> sent("TRANSFER", a.points());
            case Ask.Merge a -> sent("MERGE", null);
            case Ask.Unmerge a -> sent("UNMERGE", null);
            case Ask.SetStatus a -> throw new IllegalArgumentException("has no key: " + a);
            case Ask.Read a -> throw new IllegalArgumentException("has no key: " + a);
        };
    }

    private static Sent sent(String kind, Long points, Object... body) {
        return new Sent(kind, points, null, null, null, Arrays.asList(body));
    }

    /** The first that differs of kind, points, hold, original and receipt, else body; null: nothing does. */
    String differs(Sent other) {
        if (!kind.equals(other.kind)) {
            return "kind";
        }
        if (!Objects.equals(points, other.points)) {
            return "points";
        }
        if (!Objects.equals(hold, other.hold)) {
            return "hold";
        }
        if (!Objects.equals(original, other.original)) {
            return "original";
        }
        if (!Objects.equals(receipt, other.receipt)) {
            return "receipt";
        }
        return body.equals(other.body) ? null : "body";
    }
}
