package dev.omnipoints.gateway.me;

import dev.omnipoints.contracts.profile.v1.GetMemberResponse;
import dev.omnipoints.gateway.platform.Times;
import dev.omnipoints.gateway.platform.Words;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All that a member may see of their own record. */
@Schema(name = "OwnRecord", description = "A member's own record")
public record MeAnswer(
        @Schema(required = true) String memberId,

        @Schema(description = "Absent where no name is known")
        String displayName,

        @Schema(
                required = true,
                enumeration = {"UNCONFIRMED", "ACTIVE", "BLOCKED", "CLOSED"})
        String status,

        @Schema(required = true) Profile profile,
        @Schema(required = true) List<Identity> identities,

        @Schema(description = "What the retailer knows besides, by name; absent where nothing")
        Map<String, String> attributes,

        @Schema(required = true) Instant enrolledAt) {

    /** What is known of the person. */
    @Schema(name = "OwnProfile", description = "What is known of the person; what is not known is absent")
    public record Profile(String givenName, String familyName, String birthDate, String locale) {
        private static Profile of(dev.omnipoints.contracts.profile.v1.Profile told) {
            return new Profile(
                    told.hasGivenName() ? told.getGivenName() : null,
                    told.hasFamilyName() ? told.getFamilyName() : null,
                    told.hasBirthDate() ? told.getBirthDate() : null,
                    told.hasLocale() ? told.getLocale() : null);
        }
    }

    /** What the member is known by. */
    @Schema(name = "OwnIdentity", description = "What the member is known by")
    public record Identity(
            @Schema(
                    required = true,
                    enumeration = {"CARD", "PHONE", "EMAIL", "APP_CODE", "EXTERNAL"})
            String type,

            @Schema(required = true) String value) {}

    static MeAnswer of(GetMemberResponse told) {
        return new MeAnswer(
                told.getContext().getMemberId(),
                told.getDisplayName().isEmpty() ? null : told.getDisplayName(),
                Words.of(told.getContext().getStatus()),
                Profile.of(told.getProfile()),
                told.getIdentitiesList().stream()
                        .map(identity -> new Identity(Words.of(identity.getType()), identity.getValue()))
                        .toList(),
                told.getAttributesCount() == 0 ? null : new TreeMap<>(told.getAttributesMap()),
                Times.of(told.getEnrolledAt()));
    }
}
