package dev.omnipoints.gateway.platform;

import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeIn;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** What the published description of the API says of it as a whole. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Omnipoints",
                        version = "1",
                        description =
                                "Loyalty points for every channel: one balance, one history. Points are whole numbers;"
                                        + " money is in minor units; times are RFC 3339 in UTC. Send every POST that"
                                        + " changes something with an Idempotency-Key and, when no answer came, send it"
                                        + " again with the same one. Decide about a problem by its reason. "
                                        + "Ignore fields"
                                        + " of answers that you do not know; fields of requests that we do not know are"
                                        + " refused.",
                        license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")),
        components =
                @Components(
                        parameters = {
                            @Parameter(
                                    name = Api.IDEMPOTENCY_KEY,
                                    in = ParameterIn.HEADER,
                                    required = true,
                                    description = "New for each thing you do, the same when it is sent again",
                                    schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = 255)),
                            @Parameter(
                                    name = Api.PAGE_SIZE,
                                    in = ParameterIn.QUERY,
                                    description = "How many entries; 50 without it",
                                    schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200")),
                            @Parameter(
                                    name = Api.PAGE_TOKEN,
                                    in = ParameterIn.QUERY,
                                    description = "The nextPageToken of the page before",
                                    schema = @Schema(type = SchemaType.STRING))
                        }))
@SecurityScheme(
        securitySchemeName = "apiKey",
        type = SecuritySchemeType.APIKEY,
        in = SecuritySchemeIn.HEADER,
        apiKeyName = "X-API-Key",
        description = "The key of a till, a shop or an app's back end; it says which channel and stores it serves")
@SecurityScheme(
        securitySchemeName = "memberToken",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        bearerFormat = "JWT",
        description = "The member's own token of the retailer's OpenID Connect provider")
@SecurityScheme(
        securitySchemeName = "staffToken",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        bearerFormat = "JWT",
        description = "The token of one of the retailer's people; its groups name their roles: viewer, care,"
                + " marketing, finance, admin")
public final class Api extends Application {
    /** The parameter of every command, by its name and by that of its description. */
    public static final String IDEMPOTENCY_KEY = IdempotencyKey.HEADER;
    /** A parameter of every list, likewise. */
    public static final String PAGE_SIZE = "pageSize";
    /** A parameter of every list, likewise. */
    public static final String PAGE_TOKEN = "pageToken";

    /** What refers to a described parameter. */
    static String reference(String parameter) {
        return "#/components/parameters/" + parameter;
    }
}
