package dev.omnipoints.gateway.admin;

import dev.omnipoints.contracts.type.v1.Channel;
import dev.omnipoints.gateway.access.ApiClient.Grant;
import dev.omnipoints.gateway.access.ClientRecord.Terms;
import dev.omnipoints.gateway.platform.Limits;
import dev.omnipoints.gateway.platform.Refused;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What an API client may. A partner is none: it shows a token of the issuer.
 *
 * @param stores null or empty: every store of the programme
 * @param terminal null: every terminal of its stores
 */
@Schema(
        name = "ClientTerms",
        description = "What an API client may; whole: what is left out does not bind it, or is not granted")
public record ClientBody(
        @Schema(description = "Through which channel it sells; each of its sales and holds has it") @NotNull
        Selling channel,

        @Schema(
                description = "Those it may act at; without them every store of the programme",
                examples = "[\"PAR-012\"]")
        @Size(max = 1000)
        List<@NotNull @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}") String> stores,

        @Schema(description = "The one that it is; needs exactly one store", examples = "T3")
        @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}")
        String terminal,

        @Schema(
                description =
                        "ASSERTS_MEMBER: it logs its members in itself, so that no proof is asked of it; CLAIMS: it"
                                + " may claim sales for members afterwards; OTHER_TERMINALS: it uploads for other"
                                + " terminals of its stores")
        @Size(max = 3)
        List<@NotNull Grant> grants) {

    /** The channels that API clients sell through. */
    public enum Selling {
        /** A till. */
        STORE,
        /** The web shop's back end. */
        WEB,
        /** The app's back end. */
        APP,
        /** A salon's till. */
        SALON,
        /** The call centre's desk. */
        CALL_CENTRE,
        /** Orders on paper. */
        MAIL_ORDER
    }

    /**
     * As it is kept.
     *
     * @throws Refused FIELD_INVALID where a terminal is bound and not one store, or something is said twice
     */
    Terms terms() {
        TreeSet<String> at = once(stores, "stores");
        if (terminal != null && at.size() != 1) {
            throw Refused.field("stores", "A terminal stands in one store; name that one alone, or no terminal.");
        }
        return new Terms(
                Channel.valueOf("CHANNEL_" + channel.name()),
                at,
                Optional.ofNullable(terminal),
                once(grants, "grants"));
    }

    private static <T extends Comparable<? super T>> TreeSet<T> once(List<T> said, String field) {
        TreeSet<T> each = new TreeSet<>(said == null ? List.of() : said);
        if (said != null && each.size() < said.size()) {
            throw Refused.field(field, "Name each once.");
        }
        return each;
    }
}
