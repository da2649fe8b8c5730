package dev.omnipoints.suite.local;

import dev.omnipoints.suite.rest.LocalJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One more process of each service beside those of a running suite. Its gateway reaches its peers through balancers,
 * which prefer the trio's and turn to the suite's own when these are not ready.
 */
public final class Trio implements AutoCloseable {
    private final Map<Part, Instance> instances = new EnumMap<>(Part.class);
    private final Balancer profiles;
    private final Balancer loyalties;

    /** A service of it. */
    public enum Which {
        PROFILE(Part.PROFILE),
        LOYALTY(Part.LOYALTY),
        GATEWAY(Part.GATEWAY);

        private final Part part;

        Which(Part part) {
            this.part = part;
        }
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param data the running suite's folder
     * @param more settings of all three, by their Quarkus names
     */
    public Trio(Path data, Map<String, String> more) {
        var folder = Folder.at(data);
        var known = Settings.read(folder);
        var ports = known.ports();
        profiles = before(Part.PROFILE, folder, known, more);
        loyalties = before(Part.LOYALTY, folder, known, more);
        var behind = new Ports(
                ports.elsewhere(Part.GATEWAY).gateway(),
                profiles.port(),
                loyalties.port(),
                ports.database(),
                ports.issuer());
        instances.put(Part.GATEWAY, new Instance(folder, Part.GATEWAY, known.with(behind), more));
        instances.values().forEach(Instance::awaitReady);
    }

    /** Starts an instance, and what stands before it and the suite's own. */
    private Balancer before(Part part, Folder folder, Settings known, Map<String, String> more) {
        var instance = new Instance(folder, part, known.with(known.ports().elsewhere(part)), more);
        instances.put(part, instance);
        return new Balancer(List.of(instance.port(), part.port(known.ports())));
    }

    /** What clients of its gateway need. */
    public LocalJson local() {
        return instances.get(Part.GATEWAY).local();
    }

    /** Asks one to stop; how long it took until it was gone. */
    public Duration stop(Which which) throws Exception {
        long began = System.nanoTime();
        instances.get(which.part).stop().get(1, TimeUnit.MINUTES);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Override
    public void close() throws IOException {
        instances.values().forEach(Instance::close);
        profiles.close();
        loyalties.close();
    }
}
