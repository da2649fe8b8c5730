package dev.omnipoints.gateway.platform;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/** Starts the gateway; with the argument {@code migrate} brings its database up to date instead, and exits. */
@QuarkusMain
public final class ChannelGatewayMain {
    private ChannelGatewayMain() {}

    /** Exit codes of {@code migrate}: 0 done, 1 not; 2 for an argument that is not known. */
    public static void main(String... args) {
        switch (List.of(args)) {
            case List<String> none
            when none.isEmpty() -> {
                // Quarkus would answer what is no URI without a body; the door does it itself (BodyLimit).
                System.setProperty("vertx.disableURIValidation", "true");
                Quarkus.run(args);
            }
            case List<String> one when one.equals(List.of("migrate")) -> System.exit(Migration.run(System.getenv()));
            default -> {
                System.err.println("usage: channel-gateway [migrate]");
                System.exit(2);
            }
        }
    }
}
