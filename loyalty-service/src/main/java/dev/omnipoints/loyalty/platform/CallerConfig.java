package dev.omnipoints.loyalty.platform;

import io.smallrye.config.ConfigMapping;
import java.util.Map;

/** Keys of the signed caller between the services (interfaces.md, "between services"). */
@ConfigMapping(prefix = "omnipoints.caller")
public interface CallerConfig {
    /** The Ed25519 keys of the services that may call, by name: base64 of X.509 SubjectPublicKeyInfo DER. */
    Map<String, String> trusted();
}
