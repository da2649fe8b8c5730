package dev.omnipoints.profile.platform;

import io.smallrye.config.ConfigMapping;
import java.util.Map;

/** Keys of the signed caller between the services (interfaces.md, "between services"). */
@ConfigMapping(prefix = "omnipoints.caller")
public interface CallerConfig {
    /** This service's own Ed25519 key: base64 of PKCS#8 DER. Signs the calls to loyalty-service. */
    String privateKey();

    /** The Ed25519 keys of the services that may call, by name: base64 of X.509 SubjectPublicKeyInfo DER. */
    Map<String, String> trusted();
}
