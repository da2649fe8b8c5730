package dev.omnipoints.gateway.clients;

import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer;
import io.grpc.LoadBalancerProvider;
import io.grpc.LoadBalancerRegistry;
import io.grpc.Status;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Several connections to each address of a peer, which take turns: one is one event loop's work at the other side, of
 * so many calls at once. What is broken is left out until it stands again. Chosen as a channel's load balancing policy
 * by its name, {@code connections_2} for two.
 */
final class Connections extends LoadBalancerProvider {
    /** Beyond this gRPC would take them for one. */
    private static final int MOST = 8;

    private final int each;

    Connections(int each) {
        if (each < 1 || each > MOST) {
            throw new IllegalStateException("omnipoints.peers.connections must be from 1 to " + MOST);
        }
        this.each = each;
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public int getPriority() {
        return 5;
    }

    @Override
    public String getPolicyName() {
        return "connections_" + each;
    }

    @Override
    public LoadBalancer newLoadBalancer(LoadBalancer.Helper helper) {
        LoadBalancer turns = LoadBalancerRegistry.getDefaultRegistry()
                .getProvider("round_robin")
                .newLoadBalancer(helper);
        return new LoadBalancer() {
            @Override
            public Status acceptResolvedAddresses(ResolvedAddresses resolved) {
                return turns.acceptResolvedAddresses(resolved.toBuilder()
                        .setAddresses(several(resolved.getAddresses()))
                        .build());
            }

            @Override
            public void handleNameResolutionError(Status error) {
                turns.handleNameResolutionError(error);
            }

            @Override
            public void requestConnection() {
                turns.requestConnection();
            }

            @Override
            public void shutdown() {
                turns.shutdown();
            }
        };
    }

    /** Round robin knows an endpoint by its list of addresses: a list of the same one twice is another endpoint. */
    private List<EquivalentAddressGroup> several(List<EquivalentAddressGroup> resolved) {
        List<EquivalentAddressGroup> endpoints = new ArrayList<>();
        for (EquivalentAddressGroup group : resolved) {
            for (SocketAddress address : group.getAddresses()) {
                for (int times = 1; times <= each; times++) {
                    endpoints.add(
                            new EquivalentAddressGroup(Collections.nCopies(times, address), group.getAttributes()));
                }
            }
        }
        return endpoints;
    }
}
