package dev.omnipoints.gateway.clients;

import io.grpc.LoadBalancerRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes known how many connections each peer gets, before the first call opens them. */
@Singleton
final class PeerConnections {
    void start(
            @Observes StartupEvent starting, @ConfigProperty(name = "omnipoints.peers.connections") int connections) {
        LoadBalancerRegistry.getDefaultRegistry().register(new Connections(connections));
    }
}
