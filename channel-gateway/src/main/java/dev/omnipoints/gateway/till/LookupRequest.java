package dev.omnipoints.gateway.till;

import dev.omnipoints.gateway.platform.Identity;
import dev.omnipoints.gateway.platform.Limits;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who is looked for: an identity or a member id, one of the two. */
@Schema(name = "LookupRequest", description = "Who is looked for: `identity` or `memberId`, one of the two")
public record LookupRequest(
        @Valid Identity identity,

        @Pattern(regexp = Limits.MEMBER_ID, message = "{omnipoints.memberId}")
        String memberId) {}
