package dev.omnipoints.profile;

import dev.omnipoints.contracts.profile.v1.EnrolRequest;
import dev.omnipoints.contracts.profile.v1.Identity;
import dev.omnipoints.contracts.profile.v1.IdentityType;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Requests with values that no other test uses. */
public final class Requests {
    private Requests() {}

    /** An enrolment with a key of its own. */
    public static EnrolRequest.Builder enrol(Identity... identities) {
        return EnrolRequest.newBuilder().setIdempotencyKey(key()).addAllIdentities(java.util.List.of(identities));
    }

    public static String key() {
        return UUID.randomUUID().toString();
    }

    public static ResolveRequest resolve(Identity identity) {
        return ResolveRequest.newBuilder().setIdentity(identity).build();
    }

    public static ResolveRequest resolve(String memberId) {
        return ResolveRequest.newBuilder().setMemberId(memberId).build();
    }

    public static Identity identity(IdentityType type, String value) {
        return Identity.newBuilder().setType(type).setValue(value).build();
    }

    /** A card of the programme demo with its right check digit. */
    public static Identity card() {
        String digits = "299" + random(1_000_000_000L, 9_999_999_999L).substring(1);
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return identity(IdentityType.IDENTITY_TYPE_CARD, digits + (10 - sum % 10) % 10);
    }

    public static Identity phone() {
        return identity(IdentityType.IDENTITY_TYPE_PHONE, "+336" + random(10_000_000L, 99_999_999L));
    }

    public static Identity email() {
        return identity(IdentityType.IDENTITY_TYPE_EMAIL, "Someone." + UUID.randomUUID() + "@Example.org");
    }

    private static String random(long from, long to) {
        return Long.toString(ThreadLocalRandom.current().nextLong(from, to));
    }
}
