package dev.omnipoints.bench.load;

import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The front of the bare way: this application once more; its back is the one that serves as loyalty-service. */
record Front(Process process, SocketAddress address) implements AutoCloseable {
    private static final int GRACE_SECONDS = 10;

    static Front start(Suite suite) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.datasource.reactive.url=" + suite.databaseUrl("loyalty"),
                "-Dquarkus.datasource.username=loyalty_app",
                "-Dquarkus.grpc.clients.loyalty.host=" + suite.loyalty().host(),
                "-Dquarkus.grpc.clients.loyalty.port=" + suite.loyalty().port(),
                "-jar",
                System.getProperty("java.class.path")));
        builder.environment().put("QUARKUS_DATASOURCE_PASSWORD", suite.password("loyalty_app"));
        builder.redirectErrorStream(true)
                .redirectOutput(
                        suite.folder().resolve("log").resolve("front.log").toFile());
        return new Front(
                builder.start(),
                SocketAddress.inetSocketAddress(port, suite.loyalty().host()));
    }

    Map<String, Long> processes(Suite suite) throws IOException {
        return Map.of(
                "front", process.pid(),
                "loyalty-service", suite.processes().get("loyalty-service"),
                "load", ProcessHandle.current().pid());
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
