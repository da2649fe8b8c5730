package dev.omnipoints.loyalty.bench;

import dev.omnipoints.contracts.loyalty.v1.CaptureRequest;
import dev.omnipoints.contracts.loyalty.v1.EarnRequest;
import dev.omnipoints.contracts.loyalty.v1.HoldRequest;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.loyalty.v1.Possession;
import dev.omnipoints.contracts.loyalty.v1.PostRequest;
import dev.omnipoints.contracts.loyalty.v1.RedeemRequest;
import dev.omnipoints.contracts.loyalty.v1.ReverseRequest;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.posting.OperationId;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A loyalty-service of its own, a process as it is deployed, and several channels to it. */
final class Served implements AutoCloseable {
    private static final int CHANNELS = 4;
    private static final Duration START = Duration.ofMinutes(2);
    private static final String PROGRAMMES = """
            {"programmes": [{"id": "%s", "zone": "Europe/Paris", "currencies": ["EUR"], "earnPoints": 1,
              "earnPerUnits": 1, "expiry": {"kind": "PERIOD", "length": 24, "unit": "MONTH"}}]}
            """.formatted(Postings.PROGRAMME);

    private final KeyPair gateway;
    private final Path folder;
    private final Process process;
    private final List<ManagedChannel> channels = new ArrayList<>();
    private String token;
    private Instant signed = Instant.EPOCH;

    /** @param home of the repository, whose loyalty-service is built */
    Served(Server server, String database, Path home) {
        try {
            gateway = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            folder = Files.createTempDirectory("omnipoints-bench");
            int port = freePort();
            process = start(server, database, home, port);
            // Whoever breaks the benchmark off leaves no service behind.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            awaitReady(port);
            for (int i = 0; i < CHANNELS; i++) {
                channels.add(NettyChannelBuilder.forAddress("127.0.0.1", port)
                        .usePlaintext()
                        .directExecutor()
                        .build());
            }
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Process start(Server server, String database, Path home, int port) throws IOException {
        Path programmes = folder.resolve("programmes.json");
        Files.writeString(programmes, PROGRAMMES);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        String trusted = Base64.getEncoder().encodeToString(gateway.getPublic().getEncoded());
        command.add("-Dquarkus.profile=local");
        command.add("-Dquarkus.http.port=" + port);
        command.add("-Domnipoints.caller.trusted.channel-gateway=" + trusted);
        command.add("-Domnipoints.caller.trusted.profile-service=" + trusted);
        command.add("-Domnipoints.programme.bootstrap-file=" + programmes);
        // The members of the hot loads are refused more often than anyone real.
        command.add("-Domnipoints.posting.refusals-a-minute=" + Integer.MAX_VALUE);
        server.service(database).forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of(
                "-jar",
                home.resolve("loyalty-service/target/quarkus-app/quarkus-run.jar")
                        .toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("loyalty-service.log").toFile())
                .start();
    }

    private void awaitReady(int port) {
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                .build();
        long end = System.nanoTime() + START.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!isReady(client, ready)) {
                if (!process.isAlive() || System.nanoTime() - end > 0) {
                    throw new IllegalStateException(
                            "loyalty-service did not start; its log: " + folder.resolve("loyalty-service.log"));
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }
    }

    private static boolean isReady(HttpClient client, HttpRequest ready) {
        try {
            return client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    /** The channel of a client, with the signature of a till. */
    synchronized Channel channel(int client) {
        // A token lives a minute; whoever keeps a stream open needs it once.
        if (signed.plusSeconds(20).isBefore(Instant.now())) {
            signed = Instant.now();
            token = Calls.token(
                    "channel-gateway",
                    "loyalty-service",
                    signed,
                    gateway.getPrivate(),
                    Calls.till(Postings.PROGRAMME, Postings.CALLER));
        }
        return Calls.signed(channels.get(client % CHANNELS), token);
    }

    /** A drawn command as the wire has it. */
    static PostRequest request(Drawn drawn) {
        PostRequest.Builder request = PostRequest.newBuilder();
        return switch (drawn.kind()) {
            case EARN ->
                request.setEarn(EarnRequest.newBuilder()
                                .setIdempotencyKey(drawn.key())
                                .setMember(member(drawn))
                                .setPoints(drawn.points()))
                        .build();
            case REDEEM ->
                request.setRedeem(RedeemRequest.newBuilder()
                                .setIdempotencyKey(drawn.key())
                                .setMember(member(drawn))
                                .setPossession(Possession.POSSESSION_CARD)
                                .setPoints(drawn.points()))
                        .build();
            case HOLD ->
                request.setHold(HoldRequest.newBuilder()
                                .setIdempotencyKey(drawn.key())
                                .setMember(member(drawn))
                                .setPossession(Possession.POSSESSION_CARD)
                                .setPoints(drawn.points()))
                        .build();
            case CAPTURE ->
                request.setCapture(CaptureRequest.newBuilder()
                                .setIdempotencyKey(drawn.key())
                                .setHoldId(holdId(drawn.about())))
                        .build();
            case REVERSE ->
                request.setReverse(ReverseRequest.newBuilder()
                                .setIdempotencyKey(drawn.key())
                                .setOperationId(OperationId.of(Kind.EARN, drawn.about())))
                        .build();
            default -> throw new IllegalArgumentException("Not drawn: " + drawn);
        };
    }

    private static String holdId(Reference hold) {
        return OperationId.of(Kind.HOLD, hold);
    }

    private static MemberContext member(Drawn drawn) {
        return MemberContext.newBuilder()
                .setMemberId(drawn.member().toString())
                .setStatus(MemberStatus.MEMBER_STATUS_ACTIVE)
                .setStatusVersion(1)
                .build();
    }

    /** The seq of an operation that was done now. */
    static long seq(Operation operation, boolean replayed) {
        if (replayed) {
            throw new IllegalStateException("Not done now: " + operation);
        }
        return operation.getBalance().getSeq();
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        process.destroy();
        process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
    }
}
