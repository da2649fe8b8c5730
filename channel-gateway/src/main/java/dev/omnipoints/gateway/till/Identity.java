package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.profile.v1.IdentityType;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.gateway.platform.Limits;
import dev.omnipoints.gateway.platform.Refused;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
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
        CARD(IdentityType.IDENTITY_TYPE_CARD),
        PHONE(IdentityType.IDENTITY_TYPE_PHONE),
        EMAIL(IdentityType.IDENTITY_TYPE_EMAIL),
        APP_CODE(IdentityType.IDENTITY_TYPE_APP_CODE),
        EXTERNAL(IdentityType.IDENTITY_TYPE_EXTERNAL);

        private final IdentityType wire;

        Type(IdentityType wire) {
            this.wire = wire;
        }
    }

    /** No value in a log line. */
    @Override
    public String toString() {
        return "Identity[" + type + "]";
    }

    dev.omnipoints.contracts.profile.v1.Identity toProto() {
        return dev.omnipoints.contracts.profile.v1.Identity.newBuilder()
                .setType(type.wire)
                .setValue(value)
                .build();
    }

    /** For everything but a lookup; FIELD_INVALID for an APP_CODE. */
    void mustNotBeAppCode(String field) {
        if (type == Type.APP_CODE) {
            throw Refused.field(field + ".type", "An APP_CODE is for lookup alone; send the memberId that it told.");
        }
    }

    /** The question who is meant by one or the other; empty where neither is sent, FIELD_INVALID where both are. */
    static Optional<ResolveRequest> question(Identity identity, String memberId) {
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
