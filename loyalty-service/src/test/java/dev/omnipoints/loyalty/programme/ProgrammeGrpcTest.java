package dev.omnipoints.loyalty.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.omnipoints.contracts.loyalty.v1.GetProgrammeRequest;
import dev.omnipoints.contracts.loyalty.v1.GetProgrammeResponse;
import dev.omnipoints.contracts.loyalty.v1.ListProgrammeVersionsRequest;
import dev.omnipoints.contracts.loyalty.v1.ListProgrammeVersionsResponse;
import dev.omnipoints.contracts.loyalty.v1.ProgrammeServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.ProgrammeVersion;
import dev.omnipoints.contracts.loyalty.v1.UpdateProgrammeRequest;
import dev.omnipoints.contracts.loyalty.v1.UpdateProgrammeResponse;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class ProgrammeGrpcTest {

    private static final GetProgrammeRequest NEWEST = GetProgrammeRequest.getDefaultInstance();

    @Inject
    Programmes programmes;

    private String programme;

    @BeforeEach
    void aProgrammeOfTheTestsOwn() {
        programme = Edited.programme(programmes);
    }

    @Test
    void staffReadTheNewestVersionWithEveryDefault() {
        GetProgrammeResponse told = staff("ann").getProgramme(NEWEST);

        assertThat(told.getProgramme().getVersion()).isEqualTo(1);
        assertThat(told.getHoldingVersion()).isEqualTo(1);
        assertThat(told.getProgramme().getCreatedBy()).isEqualTo("bootstrap");
        assertThat(Sales.instant(told.getProgramme().getHoldsFrom())).isEqualTo(Instant.EPOCH);
        assertThat(told.getProgramme().getSettingsJson()).isEqualTo(Edited.settings(1));
    }

    @Test
    void aChangeIsTheNextVersionAndHoldsAtOnce() {
        Instant before = Instant.now();

        UpdateProgrammeResponse made = staff("ann").updateProgramme(change(1, 2).build());

        ProgrammeVersion version = made.getProgramme();
        assertThat(made.getReplayed()).isFalse();
        assertThat(version.getVersion()).isEqualTo(2);
        assertThat(version.getCreatedBy()).isEqualTo("ann");
        assertThat(version.getSettingsJson()).isEqualTo(Edited.settings(2));
        assertThat(version.getHoldsFrom()).isEqualTo(version.getCreatedAt());
        assertThat(Sales.instant(version.getCreatedAt()))
                .isBetween(before.minusSeconds(1), Instant.now().plusSeconds(1));
        assertThat(staff("bob").getProgramme(NEWEST))
                .isEqualTo(GetProgrammeResponse.newBuilder()
                        .setProgramme(version)
                        .setHoldingVersion(2)
                        .build());
        assertThat(programmes.now(programme).earnPoints()).isEqualTo(2);
    }

    @Test
    void theVersionsComeInPagesNewestFirst() {
        for (int version = 1; version < 5; version++) {
            staff("ann").updateProgramme(change(version, version + 1).build());
        }

        ListProgrammeVersionsResponse first = versions(2, "");
        ListProgrammeVersionsResponse second = versions(2, first.getNextPageToken());
        ListProgrammeVersionsResponse last = versions(2, second.getNextPageToken());

        assertThat(numbers(first)).containsExactly(5, 4);
        assertThat(numbers(second)).containsExactly(3, 2);
        assertThat(numbers(last)).containsExactly(1);
        assertThat(last.getNextPageToken()).isEmpty();
        assertThat(numbers(versions(50, ""))).containsExactly(5, 4, 3, 2, 1);
        assertThat(refused(() -> versions(0, "")).getField()).isEqualTo("pageSize");
        assertThat(refused(() -> versions(201, "")).getField()).isEqualTo("pageSize");
        assertThat(refused(() -> versions(2, "x")).getField()).isEqualTo("pageToken");
    }

    @Test
    void callersWhoGiveUpLeaveNoConnectionLost() throws Exception {
        List<Future<Status.Code>> given = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                Connection owner = Database.connection()) {
            owner.setAutoCommit(false);
            owner.createStatement().execute("LOCK TABLE programme IN ACCESS EXCLUSIVE MODE");
            for (int i = 0; i < 60; i++) {
                given.add(callers.submit(this::giveUp));
            }
            for (Future<Status.Code> code : given) {
                assertThat(code.get()).isNotEqualTo(Status.Code.OK);
            }
            owner.rollback();
        }

        // Resets of so many calls can take the shared connection along (quarkus#56268); gRPC makes another.
        Awaitility.await("all connections are back").ignoreExceptions().untilAsserted(() -> {
            for (int i = 0; i < 20; i++) {
                assertThat(staff("ann").getProgramme(NEWEST).getHoldingVersion())
                        .isEqualTo(1);
            }
        });
    }

    private Status.Code giveUp() {
        try {
            staff("ann").withDeadlineAfter(500, TimeUnit.MILLISECONDS).getProgramme(NEWEST);
            return Status.Code.OK;
        } catch (StatusRuntimeException late) {
            return late.getStatus().getCode();
        }
    }

    @Test
    void whoChangesAnOlderVersionIsToldOfTheConflict() {
        staff("ann").updateProgramme(change(1, 2).build());

        assertThat(refused(() -> staff("bob").updateProgramme(change(1, 3).build()))
                        .getReason())
                .isEqualTo(Reason.REASON_VERSION_CONFLICT);
        assertThat(refused(() -> staff("ann").updateProgramme(change(3, 3).build()))
                        .getReason())
                .isEqualTo(Reason.REASON_VERSION_CONFLICT);
        assertThat(numbers(versions(50, ""))).containsExactly(2, 1);
    }

    @Test
    void theSameChangeAgainIsTheSameVersion() {
        UpdateProgrammeResponse first =
                staff("ann").updateProgramme(change(1, 2).build());
        UpdateProgrammeResponse again =
                staff("ann").updateProgramme(change(1, 2).build());

        assertThat(again).isEqualTo(first.toBuilder().setReplayed(true).build());
        assertThat(refused(() -> staff("bob").updateProgramme(change(1, 2).build()))
                        .getReason())
                .as("the same by someone else")
                .isEqualTo(Reason.REASON_VERSION_CONFLICT);
        assertThat(numbers(versions(50, ""))).containsExactly(2, 1);
    }

    @Test
    void ofTenEditorsAtOnceOneWinsAndNoNumberIsLeftOut() throws Exception {
        List<Callable<Object>> editors = new ArrayList<>();
        for (int editor = 0; editor < 10; editor++) {
            int points = 10 + editor;
            editors.add(() -> outcome("editor-" + points, points));
        }
        List<Object> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Object> outcome : threads.invokeAll(editors)) {
                outcomes.add(outcome.get());
            }
        }

        assertThat(outcomes.stream().filter(Integer.valueOf(2)::equals)).hasSize(1);
        assertThat(outcomes.stream().filter(Reason.REASON_VERSION_CONFLICT::equals))
                .hasSize(9);
        assertThat(numbers(versions(50, ""))).containsExactly(2, 1);
    }

    /** The version that was made, or why not. On a busy machine the editor waits for their turn and sends it again. */
    private Object outcome(String editor, long points) {
        while (true) {
            try {
                return staff(editor)
                        .updateProgramme(change(1, points).build())
                        .getProgramme()
                        .getVersion();
            } catch (StatusRuntimeException refused) {
                Reason reason = Calls.problem(refused).getReason();
                if (reason != Reason.REASON_OVERLOADED) {
                    return reason;
                }
            }
        }
    }

    @Test
    void aDateThatIsPastOrFarAwayIsRefused() {
        Instant now = Instant.now();
        for (Instant from :
                List.of(Instant.EPOCH, now.minus(Duration.ofSeconds(30)), now.plus(Duration.ofDays(3_661)))) {
            Problem problem = refused(() -> staff("ann")
                    .updateProgramme(
                            change(1, 2).setHoldsFrom(Sales.timestamp(from)).build()));
            assertThat(problem.getReason()).isEqualTo(Reason.REASON_FIELD_INVALID);
            assertThat(problem.getField()).isEqualTo("holdsFrom");
        }
        assertThat(numbers(versions(50, ""))).containsExactly(1);
    }

    @Test
    void whatIsNotAsItMustBeIsToldAndNothingIsWritten() {
        var before = Database.versions();

        Problem unknown = refused(() -> staff("ann")
                .updateProgramme(
                        change(1, 2).setSettingsJson("{\"zoen\":\"UTC\"}").build()));
        assertThat(unknown.getReason()).isEqualTo(Reason.REASON_FIELD_INVALID);
        assertThat(unknown.getField()).isEqualTo("settings.zoen");
        assertThat(refused(() -> staff("ann")
                                .updateProgramme(
                                        change(1, 2).setSettingsJson("nonsense").build()))
                        .getReason())
                .isEqualTo(Reason.REASON_MALFORMED_REQUEST);
        assertThat(refused(() -> staff("ann").updateProgramme(change(0, 2).build()))
                        .getField())
                .isEqualTo("expectedVersion");

        assertThat(Database.versions()).isEqualTo(before);
    }

    @Test
    void noOneButStaffMayLookOrChange() {
        Caller service = Caller.newBuilder()
                .setProgramme(programme)
                .setKind(CallerKind.CALLER_KIND_SERVICE)
                .setClient("profile-service")
                .build();
        for (Caller caller : List.of(Calls.till(programme, "till-1"), Calls.member("someone"), service)) {
            var stub = Calls.as(ProgrammeServiceGrpc.newBlockingStub(Calls.channel()), "channel-gateway", caller);
            assertThat(refused(() -> stub.getProgramme(NEWEST)).getReason()).isEqualTo(Reason.REASON_NOT_GRANTED);
            assertThat(refused(() -> stub.listProgrammeVersions(ListProgrammeVersionsRequest.getDefaultInstance()))
                            .getReason())
                    .isEqualTo(Reason.REASON_NOT_GRANTED);
            assertThat(refused(() -> stub.updateProgramme(change(1, 2).build())).getReason())
                    .isEqualTo(Reason.REASON_NOT_GRANTED);
        }
        assertThat(refused(() -> Calls.programmes("nowhere", "ann").getProgramme(NEWEST))
                        .getReason())
                .isEqualTo(Reason.REASON_NOT_GRANTED);
    }

    private ProgrammeServiceGrpc.ProgrammeServiceBlockingStub staff(String subject) {
        return Calls.programmes(programme, subject);
    }

    private static UpdateProgrammeRequest.Builder change(int expected, long earnPoints) {
        return UpdateProgrammeRequest.newBuilder()
                .setExpectedVersion(expected)
                .setSettingsJson(Edited.settings(earnPoints));
    }

    private ListProgrammeVersionsResponse versions(int pageSize, String token) {
        return staff("ann")
                .listProgrammeVersions(ListProgrammeVersionsRequest.newBuilder()
                        .setPageSize(pageSize)
                        .setPageToken(token)
                        .build());
    }

    private static List<Integer> numbers(ListProgrammeVersionsResponse page) {
        return page.getVersionsList().stream().map(ProgrammeVersion::getVersion).toList();
    }

    private static Problem refused(org.junit.jupiter.api.function.Executable call) {
        return Calls.problem(catchThrowableOfType(StatusRuntimeException.class, call::execute));
    }
}
