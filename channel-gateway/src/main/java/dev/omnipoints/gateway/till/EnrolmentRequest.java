package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.profile.v1.EnrolRequest;
import dev.omnipoints.gateway.platform.Identity;
import dev.omnipoints.gateway.platform.Limits;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A new member. */
@Schema(name = "EnrolmentRequest", description = "A new member")
public record EnrolmentRequest(
        @Schema(description = "At most one of each type; the programme says how many are needed")
        @NotNull
        @Size(min = 1, max = 4)
        List<@NotNull @Valid Identity> identities,

        @Valid Profile profile,

        @Schema(description = "Whatever you know of the member, by name; values are texts") @Size(max = 50)
        Map<
                        @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}") String,
                        @NotNull @Pattern(regexp = Limits.TEXT, message = "{omnipoints.text}") String>
                attributes) {

    /** What is known of the person. */
    @Schema(name = "Profile", description = "What is known of the person")
    public record Profile(
            @Schema(examples = "Amélie") @Pattern(regexp = Limits.NAME, message = "{omnipoints.name}")
            String givenName,

            @Schema(examples = "Poulain") @Pattern(regexp = Limits.NAME, message = "{omnipoints.name}")
            String familyName,

            @Schema(description = "ISO 8601", examples = "1990-05-17")
            LocalDate birthDate,

            @Schema(description = "BCP 47", examples = "fr-FR")
            @Pattern(regexp = Limits.LOCALE, message = "{omnipoints.locale}")
            String locale) {

        /** No name in a log line. */
        @Override
        public String toString() {
            return "Profile[]";
        }

        private dev.omnipoints.contracts.profile.v1.Profile toProto() {
            var profile = dev.omnipoints.contracts.profile.v1.Profile.newBuilder();
            if (givenName != null) {
                profile.setGivenName(givenName);
            }
            if (familyName != null) {
                profile.setFamilyName(familyName);
            }
            if (birthDate != null) {
                profile.setBirthDate(birthDate.toString());
            }
            if (locale != null) {
                profile.setLocale(locale);
            }
            return profile.build();
        }
    }

    /** No attribute in a log line. */
    @Override
    public String toString() {
        return "EnrolmentRequest[]";
    }

    EnrolRequest toProto(String idempotencyKey) {
        EnrolRequest.Builder request = EnrolRequest.newBuilder().setIdempotencyKey(idempotencyKey);
        for (int i = 0; i < identities.size(); i++) {
            identities.get(i).mustNotBeAppCode("identities[" + i + "]");
            request.addIdentities(identities.get(i).toProto());
        }
        if (profile != null) {
            request.setProfile(profile.toProto());
        }
        if (attributes != null) {
            request.putAllAttributes(attributes);
        }
        return request.build();
    }
}
