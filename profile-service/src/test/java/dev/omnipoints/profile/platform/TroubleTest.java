package dev.omnipoints.profile.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.omnipoints.contracts.profile.v1.MemberServiceGrpc;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.profile.Gateway;
import dev.omnipoints.profile.ProfileEnvironment;
import dev.omnipoints.profile.Requests;
import dev.omnipoints.profile.Tables;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a client can send or the database can do, and that none of it is INTERNAL. */
@QuarkusTest
@QuarkusTestResource(ProfileEnvironment.class)
class TroubleTest {
    private static Gateway gateway;

    @BeforeAll
    static void connect() {
        gateway = Gateway.connect();
    }

    @AfterAll
    static void disconnect() {
        gateway.close();
    }

    @Test
    void bytesThatAreNoMessageAreMalformed() {
        StatusRuntimeException refused = send(new byte[] {(byte) 0x0a, (byte) 0x7f, 1});

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(Gateway.problem(refused).getReason()).isEqualTo(Reason.REASON_MALFORMED_REQUEST);
    }

    @Test
    void aMessageThatIsTooLargeIsRefusedUnread() {
        StatusRuntimeException refused = send(new byte[2_000_000]);

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }

    @Test
    void aDatabaseThatIsHeldUpIsToldAsBusyAndWorksAgainAfterwards() throws Exception {
        gateway.till().resolve(Requests.resolve(Requests.card()));
        List<Optional<Reason>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(40);
                Connection owner = Tables.owner();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("LOCK TABLE identity IN ACCESS EXCLUSIVE MODE");
            List<Future<Optional<Reason>>> running = IntStream.range(0, 40)
                    .mapToObj(i -> threads.submit(TroubleTest::resolve))
                    .toList();
            for (Future<Optional<Reason>> answer : running) {
                answers.add(answer.get());
            }
            owner.rollback();
        }

        assertThat(answers)
                .hasSize(40)
                .allSatisfy(reason ->
                        assertThat(reason).get().isIn(Reason.REASON_OPERATION_IN_PROGRESS, Reason.REASON_OVERLOADED));
        assertThat(resolve()).isEmpty();
    }

    @Test
    void connectionsThatAreCutAreToldAsUnavailableAndMadeAnew() throws Exception {
        try (Connection owner = Tables.runtime();
                Statement statement = owner.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    + "WHERE usename = current_user AND pid <> pg_backend_pid()");
        }
        List<Optional<Reason>> answers =
                IntStream.range(0, 40).mapToObj(i -> resolve()).toList();

        assertThat(answers)
                .allSatisfy(reason -> assertThat(reason.orElse(Reason.REASON_DEPENDENCY_UNAVAILABLE))
                        .isEqualTo(Reason.REASON_DEPENDENCY_UNAVAILABLE));
        assertThat(answers.getLast()).isEmpty();
    }

    @Test
    void callersWhoGiveUpLeaveNoConnectionLostAndNoTransactionOpen() throws Exception {
        List<Status.Code> codes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection owner = Tables.owner();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("LOCK TABLE identity IN ACCESS EXCLUSIVE MODE");
            List<Future<Status.Code>> running = IntStream.range(0, 80)
                    .mapToObj(i -> threads.submit(() -> giveUp(i % 2 == 0)))
                    .toList();
            for (Future<Status.Code> code : running) {
                codes.add(code.get());
            }
            owner.rollback();
        }

        assertThat(codes).hasSize(80).containsOnly(Status.Code.DEADLINE_EXCEEDED);
        Awaitility.await("all connections are back").untilAsserted(() -> {
            for (int i = 0; i < 40; i++) {
                assertThat(resolve()).isEmpty();
            }
        });
        // Enrolments that nobody waits for run to their end.
        Awaitility.await("no transaction is left open").untilAsserted(() -> {
            try (Connection runtime = Tables.runtime();
                    Statement statement = runtime.createStatement();
                    ResultSet open = statement.executeQuery("SELECT count(*) FROM pg_stat_activity"
                            + " WHERE usename = current_user AND state LIKE 'idle in transaction%'")) {
                open.next();
                assertThat(open.getInt(1)).isZero();
            }
        });
    }

    /** Asks, and does not wait for as long as a member is written or found. */
    private static Status.Code giveUp(boolean enrolling) {
        MemberServiceGrpc.MemberServiceBlockingStub hasty =
                gateway.till().withDeadlineAfter(500, TimeUnit.MILLISECONDS);
        try {
            if (enrolling) {
                hasty.enrol(Requests.enrol(Requests.card()).build());
            } else {
                hasty.resolve(Requests.resolve(Requests.card()));
            }
            return Status.Code.OK;
        } catch (StatusRuntimeException late) {
            return late.getStatus().getCode();
        }
    }

    /** Why resolving was refused; empty where it was answered. */
    private static Optional<Reason> resolve() {
        try {
            gateway.till().resolve(Requests.resolve(Requests.card()));
            return Optional.empty();
        } catch (StatusRuntimeException refused) {
            return Optional.of(Gateway.problem(refused).getReason());
        }
    }

    private static StatusRuntimeException send(byte[] bytes) {
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.newBuilder(new Raw(), new Raw())
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(MemberServiceGrpc.getResolveMethod().getFullMethodName())
                .build();
        MemberServiceGrpc.MemberServiceBlockingStub stub = gateway.as(
                Gateway.caller(CallerKind.CALLER_KIND_CLIENT, "till-1").build());
        return catchThrowableOfType(
                StatusRuntimeException.class,
                () -> ClientCalls.blockingUnaryCall(stub.getChannel(), method, CallOptions.DEFAULT, bytes));
    }

    private static final class Raw implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] bytes) {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }
}
