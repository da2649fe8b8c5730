package dev.omnipoints.gateway.platform;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A request that says all in its path: any field is one too many. */
@BodyOptional
@Schema(name = "NoBody", description = "Nothing more to say: no body, or an empty object")
public record NoBody() {}
