package dev.omnipoints.profile.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.profile.v1.EnrolRequest;
import dev.omnipoints.contracts.profile.v1.EnrolResponse;
import dev.omnipoints.contracts.profile.v1.Identity;
import dev.omnipoints.contracts.profile.v1.SetStatusRequest;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.profile.Gateway;
import dev.omnipoints.profile.ProfileEnvironment;
import dev.omnipoints.profile.Requests;
import dev.omnipoints.profile.Tables;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ProfileEnvironment.class)
class RaceTest {
    private static Gateway gateway;

    @BeforeAll
    static void connect() {
        gateway = Gateway.connect();
    }

    @AfterAll
    static void disconnect() {
        gateway.close();
    }

    @RepeatedTest(5)
    void twoWhoEnrolOneIdentityMakeOneMember() throws Exception {
        Identity card = Requests.card();
        Identity phone = Requests.phone();

        List<Object> answers = atOnce(List.of(
                () -> gateway.till().enrol(Requests.enrol(card, phone).build()),
                () -> gateway.till().enrol(Requests.enrol(phone, card).build())));

        EnrolResponse made = only(answers, EnrolResponse.class);
        StatusRuntimeException refused = only(answers, StatusRuntimeException.class);
        assertThat(Gateway.problem(refused).getReason()).isEqualTo(Reason.REASON_MEMBER_ALREADY_EXISTS);
        assertThat(Gateway.problem(refused).getMemberId())
                .isEqualTo(made.getContext().getMemberId());
        assertThat(identitiesOf(made)).isEqualTo(2);
    }

    @RepeatedTest(3)
    void manyCopiesOfOneRequestMakeOneMember() throws Exception {
        EnrolRequest request = Requests.enrol(Requests.card(), Requests.email()).build();
        long before = members();

        List<Object> answers = atOnce(copies(32, () -> gateway.till().enrol(request)));

        assertThat(answers).allSatisfy(answer -> assertThat(answer).isInstanceOf(EnrolResponse.class));
        List<EnrolResponse> enrolled =
                answers.stream().map(EnrolResponse.class::cast).toList();
        assertThat(enrolled.stream().filter(answer -> !answer.getReplayed())).hasSize(1);
        assertThat(enrolled.stream()
                        .map(answer -> answer.toBuilder().clearReplayed().build())
                        .distinct())
                .hasSize(1);
        assertThat(members()).isEqualTo(before + 1);
    }

    @RepeatedTest(3)
    void oneKeyWithManyContentsMakesOneMember() throws Exception {
        String key = Requests.key();
        long before = members();

        List<Object> answers = atOnce(copies(
                16,
                () -> gateway.till()
                        .enrol(Requests.enrol(Requests.card())
                                .setIdempotencyKey(key)
                                .build())));

        only(answers, EnrolResponse.class);
        assertThat(answers.stream()
                        .filter(StatusRuntimeException.class::isInstance)
                        .map(refused -> Gateway.problem((StatusRuntimeException) refused)
                                .getReason()))
                .hasSize(15)
                .containsOnly(Reason.REASON_IDEMPOTENCY_KEY_REUSED);
        assertThat(members()).isEqualTo(before + 1);
    }

    @Test
    void statusesSetAtOnceEachGetAVersionOfTheirOwn() throws Exception {
        String memberId = gateway.till()
                .enrol(Requests.enrol(Requests.card()).build())
                .getContext()
                .getMemberId();
        List<Callable<Object>> changes = new ArrayList<>();
        IntStream.range(0, 10).forEach(i -> {
            changes.add(() -> version(memberId, MemberStatus.MEMBER_STATUS_BLOCKED));
            changes.add(() -> version(memberId, MemberStatus.MEMBER_STATUS_ACTIVE));
        });

        List<Object> answers = atOnce(changes);

        assertThat(answers).allSatisfy(answer -> assertThat(answer).isInstanceOf(Long.class));
        long last = answers.stream().mapToLong(Long.class::cast).max().orElseThrow();
        assertThat(Tables.query("SELECT status_version FROM member WHERE member_id = '" + memberId + "'"))
                .containsExactly(Long.toString(last));
        // Odd versions are ACTIVE and even ones BLOCKED: no change was lost and none counted twice.
        assertThat(Tables.query("SELECT status FROM member WHERE member_id = '" + memberId + "'"))
                .containsExactly(last % 2 == 1 ? "ACTIVE" : "BLOCKED");
    }

    private static Object version(String memberId, MemberStatus status) {
        return gateway.staff()
                .setStatus(SetStatusRequest.newBuilder()
                        .setMemberId(memberId)
                        .setStatus(status)
                        .build())
                .getContext()
                .getStatusVersion();
    }

    private static List<Callable<Object>> copies(int count, Callable<Object> call) {
        return IntStream.range(0, count).mapToObj(i -> call).toList();
    }

    /** All of them from one instant on; what each answered or threw. */
    private static List<Object> atOnce(List<Callable<Object>> calls) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
            List<Future<Object>> running = calls.stream()
                    .map(call -> threads.submit(() -> {
                        start.await();
                        try {
                            return call.call();
                        } catch (StatusRuntimeException refused) {
                            return refused;
                        }
                    }))
                    .toList();
            start.countDown();
            List<Object> answers = new ArrayList<>();
            for (Future<Object> answer : running) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    private static <T> T only(List<Object> answers, Class<T> type) {
        List<T> found =
                answers.stream().filter(type::isInstance).map(type::cast).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static long members() {
        return Long.parseLong(Tables.query("SELECT count(*) FROM member").getFirst());
    }

    private static long identitiesOf(EnrolResponse enrolled) {
        return Long.parseLong(Tables.query("SELECT count(*) FROM identity WHERE member_id = '"
                        + enrolled.getContext().getMemberId() + "'")
                .getFirst());
    }
}
