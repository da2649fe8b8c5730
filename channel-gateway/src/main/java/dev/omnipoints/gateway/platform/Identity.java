package dev.omnipoints.gateway.platform;

import dev.omnipoints.contracts.loyalty.v1.Possession;
import dev.omnipoints.contracts.profile.v1.IdentityType;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a member is known by. Its value goes to profile-service and nowhere else. */
@Schema(name = "Identity", description = "What a member is known by")
public record Identity(
        @Schema(description = "APP_CODE is for lookup alone") @NotNull
        Type type,

        @Schema(
                description = "CARD as the programme says, PHONE in E.164, EMAIL in any case, EXTERNAL an id of"
                        + " your own systems",
                examples = "2990000000019")
        @NotNull
        @Pattern(regexp = Limits.IDENTITY_VALUE, message = "{omnipoints.identityValue}")
        String value) {

    /** The kinds of identity. */
    @Schema(name = "IdentityType")
    public enum Type {
        CARD(IdentityType.IDENTITY_TYPE_CARD, Possession.POSSESSION_CARD),
        PHONE(IdentityType.IDENTITY_TYPE_PHONE, Possession.POSSESSION_PHONE),
        EMAIL(IdentityType.IDENTITY_TYPE_EMAIL, Possession.POSSESSION_EMAIL),
        APP_CODE(IdentityType.IDENTITY_TYPE_APP_CODE, Possession.POSSESSION_APP_CODE),
        EXTERNAL(IdentityType.IDENTITY_TYPE_EXTERNAL, Possession.POSSESSION_EXTERNAL);

        private final IdentityType wire;
        private final Possession possession;

        Type(IdentityType wire, Possession possession) {
            this.wire = wire;
            this.possession = possession;
        }

        /** Whether looking someone up by it shows that they are there: a number or an address can be known to many. */
        public boolean showsPossession() {
            return this == CARD || this == APP_CODE;
        }

        /** What showing one of these says of who is there. */
        public Possession possession() {
            return possession;
        }
    }

    /** No value in a log line. */
    @Override
    public String toString() {
        return "Identity[" + type + "]";
    }

    /** As profile-service is asked. */
    public dev.omnipoints.contracts.profile.v1.Identity toProto() {
        return dev.omnipoints.contracts.profile.v1.Identity.newBuilder()
                .setType(type.wire)
                .setValue(value)
                .build();
    }

    /** For everything but a lookup; FIELD_INVALID for an APP_CODE. */
    public void mustNotBeAppCode(String field) {
        if (type == Type.APP_CODE) {
            throw Refused.field(field + ".type", "An APP_CODE is for lookup alone; send the memberId that it told.");
        }
    }

    /**
     * As {@link #question(Identity, String)}, for something that is rated by what the member was when it happened.
     *
     * @param at null: now
     */
    public static Optional<ResolveRequest> question(Identity identity, String memberId, Instant at) {
        return question(identity, memberId)
                .map(who ->
                        at == null ? who : who.toBuilder().setAt(Times.to(at)).build());
    }

    /** The question who is meant by one or the other; empty where neither is sent, FIELD_INVALID where both are. */
    public static Optional<ResolveRequest> question(Identity identity, String memberId) {
        if (identity != null && memberId != null) {
            throw Refused.field("memberId", "Send either identity or memberId.");
        }
        ResolveRequest.Builder request = ResolveRequest.newBuilder();
        if (identity != null) {
            return Optional.of(request.setIdentity(identity.toProto()).build());
        }
        return Optional.ofNullable(memberId).map(id -> request.setMemberId(id).build());
    }
}
