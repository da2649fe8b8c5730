package dev.omnipoints.gateway.admin;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.platform.Refused;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of what is read and changed, as an entity tag (RFC 9110, 8.8.3): {@code "3"}. */
final class VersionTag {
    private static final Pattern FORM = Pattern.compile("\"([1-9][0-9]{0,8})\"");

    private VersionTag() {}

    /** The value of ETag. */
    static String of(int version) {
        return "\"" + version + "\"";
    }

    /**
     * The version that the request changes. Neither {@code *} nor a list will do: who changes has read one version.
     *
     * @throws Refused PRECONDITION_REQUIRED, or FIELD_INVALID where it is no version
     */
    static int required(HttpHeaders headers) {
        List<String> sent = headers.getRequestHeader(HttpHeaders.IF_MATCH);
        if (sent == null || sent.isEmpty()) {
            throw Refused.because(
                    Reason.REASON_PRECONDITION_REQUIRED,
                    "Read it first, and send the ETag of what you read as If-Match.");
        }
        Matcher tag = FORM.matcher(sent.getFirst());
        if (sent.size() > 1 || !tag.matches()) {
            throw Refused.field(HttpHeaders.IF_MATCH, "Send the one ETag of the version that you read, as \"3\".");
        }
        return Integer.parseInt(tag.group(1));
    }
}
