package dev.omnipoints.loyalty.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.omnipoints.contracts.loyalty.v1.AccountServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.AuditServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.MergeServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.loyalty.v1.OperationServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.ProgrammeServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.RedemptionServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.SaleServiceGrpc;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.contracts.type.v1.ReasonOuterClass;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * L7: whatever is sent, nothing is answered as a defect; and what is refused without being recorded has written nothing
 * in any table. Every unary method of the service, messages and bytes at random, from a seed.
 */
@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class L7FuzzTest {

    private static final int CALLS = Boolean.getBoolean("long") ? 20_000 : 400;
    private static final long SEED = 20_261_122;

    private static final List<MethodDescriptor<?, ?>> METHODS = Stream.of(
                    SaleServiceGrpc.getServiceDescriptor(),
                    OperationServiceGrpc.getServiceDescriptor(),
                    RedemptionServiceGrpc.getServiceDescriptor(),
                    AccountServiceGrpc.getServiceDescriptor(),
                    MergeServiceGrpc.getServiceDescriptor(),
                    ProgrammeServiceGrpc.getServiceDescriptor(),
                    AuditServiceGrpc.getServiceDescriptor())
            .map(ServiceDescriptor::getMethods)
            .flatMap(methods -> methods.stream())
            .toList();

    private final Fuzz fuzz = new Fuzz(SEED);
    private final Map<Reason, Integer> told = new EnumMap<>(Reason.class);

    @AfterEach
    void ledgerIsTrue() {
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void noMessageIsAnsweredAsADefectAndNoneThatIsNotRecordedWrites() {
        int done = 0;
        List<String> before = Database.versions();
        for (int i = 0; i < CALLS; i++) {
            MethodDescriptor<Message, Message> method = method();
            Caller caller = fuzz.caller(method.getBareMethodName());
            Message request = fuzz.request(prototype(method));
            boolean refused = false;
            try {
                heard(ClientCalls.blockingUnaryCall(channel(caller), method, options(), request));
                done++;
            } catch (StatusRuntimeException thrown) {
                refused = isUnrecorded(thrown, i + " " + method.getFullMethodName() + " " + caller + request);
            }
            List<String> after = Database.versions();
            if (refused) {
                assertThat(after).as("seed %d, call %d: %s", SEED, i, request).isEqualTo(before);
            }
            before = after;
        }

        // It came past the first checks, and to many of them.
        assertThat(done).isGreaterThan(CALLS / 10);
        assertThat(told)
                .containsKeys(
                        Reason.REASON_FIELD_INVALID,
                        Reason.REASON_POINTS_OUT_OF_RANGE,
                        Reason.REASON_NOT_GRANTED,
                        Reason.REASON_HOLD_UNKNOWN,
                        Reason.REASON_OPERATION_UNKNOWN);
    }

    @Test
    void noBytesAreAnsweredAsADefect() {
        List<String> before = Database.versions();
        for (int i = 0; i < CALLS / 3; i++) {
            MethodDescriptor<Message, Message> method = method();
            Caller caller = fuzz.caller(method.getBareMethodName());
            byte[] sent = fuzz.bytes(fuzz.request(prototype(method)).toByteArray());
            String what = i + " " + method.getFullMethodName() + " " + ByteString.copyFrom(sent);
            boolean refused = false;
            try {
                ClientCalls.blockingUnaryCall(channel(caller), raw(method), options(), sent);
            } catch (StatusRuntimeException thrown) {
                refused = isUnrecorded(thrown, what);
            }
            List<String> after = Database.versions();
            if (refused) {
                assertThat(after).as(what).isEqualTo(before);
            }
            before = after;
        }

        assertThat(told).containsKey(Reason.REASON_MALFORMED_REQUEST);
    }

    private boolean isUnrecorded(StatusRuntimeException thrown, String what) {
        assertThat(thrown.getStatus().getCode())
                .as("seed %d, call %s", SEED, what)
                .isNotIn(Status.Code.INTERNAL, Status.Code.UNKNOWN, Status.Code.DEADLINE_EXCEEDED);
        Reason reason = Calls.problem(thrown).getReason();
        assertThat(reason).as(what).isNotIn(Reason.REASON_UNSPECIFIED, Reason.REASON_INTERNAL);
        told.merge(reason, 1, Integer::sum);
        return !reason.getValueDescriptor().getOptions().getExtension(ReasonOuterClass.recorded);
    }

    private void heard(Message answer) {
        var operation = answer.getDescriptorForType().findFieldByName("operation");
        if (operation != null && answer.getField(operation) instanceof Operation told) {
            fuzz.heard(told.getOperationId());
        }
    }

    private Channel channel(Caller caller) {
        if (fuzz.seldom(40)) {
            return Calls.channel();
        }
        boolean ofProfile = caller.getClient().equals("profile-service");
        return Calls.channel(ofProfile ? "profile-service" : "channel-gateway", caller);
    }

    private static CallOptions options() {
        return CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    @SuppressWarnings("unchecked")
    private MethodDescriptor<Message, Message> method() {
        return (MethodDescriptor<Message, Message>) fuzz.one(METHODS);
    }

    private static Message prototype(MethodDescriptor<Message, Message> method) {
        return ((MethodDescriptor.PrototypeMarshaller<Message>) method.getRequestMarshaller()).getMessagePrototype();
    }

    private static MethodDescriptor<byte[], byte[]> raw(MethodDescriptor<?, ?> method) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(method.getFullMethodName())
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
    }

    /** What is sent as it is. */
    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
