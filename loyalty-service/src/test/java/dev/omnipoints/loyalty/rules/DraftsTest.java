package dev.omnipoints.loyalty.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.omnipoints.contracts.loyalty.v1.CreateDraftResponse;
import dev.omnipoints.contracts.loyalty.v1.DeleteDraftResponse;
import dev.omnipoints.contracts.loyalty.v1.GetRulesSchemaRequest;
import dev.omnipoints.contracts.loyalty.v1.ListDraftsResponse;
import dev.omnipoints.contracts.loyalty.v1.RuleServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.RulesDraft;
import dev.omnipoints.contracts.loyalty.v1.UpdateDraftResponse;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.programme.Programmes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class DraftsTest {
    private static final String NOWHERE = "00000000-0000-4000-8000-000000000000";

    @Inject
    Programmes programmes;

    private Staff ann;
    private Staff bob;

    @BeforeEach
    void aProgrammeOfTheTestsOwn() {
        String programme = Refusing.programme(programmes);
        ann = new Staff(programme, "ann");
        bob = new Staff(programme, "bob");
    }

    @Test
    void aDraftIsKeptAsItWasSent() {
        Instant before = Instant.now();

        CreateDraftResponse made = ann.rules()
                .createDraft(Staff.creation("k1", 5)
                        .setDocumentJson("{ \"caps\": [{\"per\": \"DAY\", \"points\": 9}], \"rules\": [] }")
                        .build());

        RulesDraft draft = made.getDraft();
        assertThat(made.getReplayed()).isFalse();
        assertThat(draft)
                .isEqualTo(RulesDraft.newBuilder()
                        .setDraftId(draft.getDraftId())
                        .setVersion(1)
                        .setName("Visits")
                        .setDocumentJson("{\"caps\":[{\"per\":\"DAY\",\"points\":9}],\"rules\":[]}")
                        .addEditors("ann")
                        .setCreatedAt(draft.getCreatedAt())
                        .setCreatedBy("ann")
                        .setChangedAt(draft.getCreatedAt())
                        .setChangedBy("ann")
                        .build());
        assertThat(Sales.instant(draft.getCreatedAt()))
                .isBetween(before.minusSeconds(1), Instant.now().plusSeconds(1));
        assertThat(bob.draft(draft.getDraftId())).isEqualTo(draft);
    }

    @Test
    void theSameCreationAgainIsTheSameDraftWhateverBecameOfIt() {
        CreateDraftResponse first = ann.create("k1", 5);
        String id = first.getDraft().getDraftId();
        ann.update(id, 1, 6);
        assertThat(ann.create("k1", 5))
                .isEqualTo(first.toBuilder().setReplayed(true).build());
        ann.delete(id, 2);
        assertThat(ann.create("k1", 5))
                .isEqualTo(first.toBuilder().setReplayed(true).build());

        assertThat(ann.drafts(50, "").getDraftsCount()).isZero();
        Refusing.assertRefused(() -> ann.create("k1", 6), Reason.REASON_IDEMPOTENCY_KEY_REUSED, "Idempotency-Key");
        Refusing.assertRefused(() -> bob.create("k1", 5), Reason.REASON_IDEMPOTENCY_KEY_REUSED, "Idempotency-Key");
        Refusing.assertRefused(() -> ann.create("", 5), Reason.REASON_IDEMPOTENCY_KEY_MISSING, "");
        Refusing.assertRefused(() -> ann.create("é", 5), Reason.REASON_FIELD_INVALID, "Idempotency-Key");
    }

    @Test
    void aChangeMakesTheNextVersionAndNamesAllWhoWroteOnIt() {
        RulesDraft first = ann.create(5);

        RulesDraft second = bob.update(first.getDraftId(), 1, 6).getDraft();

        assertThat(second)
                .isEqualTo(first.toBuilder()
                        .setVersion(2)
                        .setDocumentJson(Staff.document(6))
                        .addEditors("bob")
                        .setChangedAt(second.getChangedAt())
                        .setChangedBy("bob")
                        .build());
        assertThat(second.getRuleCount()).isEqualTo(1);
        assertThat(ann.draft(first.getDraftId())).isEqualTo(second);
    }

    @Test
    void theSameChangeAgainIsTheFirstAnswerAndAnotherIsToldOfTheConflict() {
        String id = ann.create(5).getDraftId();
        UpdateDraftResponse first = bob.update(id, 1, 6);
        ann.update(id, 2, 7);

        assertThat(bob.update(id, 1, 6))
                .isEqualTo(first.toBuilder().setReplayed(true).build());
        Refusing.assertRefused(() -> bob.update(id, 1, 8), Reason.REASON_VERSION_CONFLICT, "");
        Refusing.assertRefused(() -> ann.update(id, 1, 6), Reason.REASON_VERSION_CONFLICT, "");
        Refusing.assertRefused(() -> ann.update(id, 4, 8), Reason.REASON_VERSION_CONFLICT, "");
        Refusing.assertRefused(() -> ann.update(NOWHERE, 1, 8), Reason.REASON_RULES_UNKNOWN, "");
        Refusing.assertRefused(() -> ann.update("x", 1, 8), Reason.REASON_RULES_UNKNOWN, "");
        Refusing.assertRefused(() -> ann.update(id, 0, 8), Reason.REASON_FIELD_INVALID, "expectedVersion");
        assertThat(ann.draft(id).getVersion()).isEqualTo(3);
    }

    @Test
    void whatIsThrownAwayIsGoneAndMayBeThrownAwayOnce() {
        String id = ann.create(5).getDraftId();
        Refusing.assertRefused(() -> bob.delete(id, 2), Reason.REASON_VERSION_CONFLICT, "");

        assertThat(bob.delete(id, 1)).isEqualTo(DeleteDraftResponse.getDefaultInstance());

        assertThat(bob.delete(id, 1))
                .isEqualTo(DeleteDraftResponse.newBuilder().setReplayed(true).build());
        Refusing.assertRefused(() -> ann.delete(id, 1), Reason.REASON_RULES_UNKNOWN, "");
        Refusing.assertRefused(() -> ann.draft(id), Reason.REASON_RULES_UNKNOWN, "");
        Refusing.assertRefused(() -> ann.update(id, 1, 6), Reason.REASON_RULES_UNKNOWN, "");
        Refusing.assertRefused(() -> ann.update(id, 2, 6), Reason.REASON_RULES_UNKNOWN, "");
    }

    @Test
    void draftsComeInPagesNewestFirstWithoutTheirDocuments() {
        List<String> made = List.of(
                ann.create(1).getDraftId(),
                ann.create(2).getDraftId(),
                ann.create(3).getDraftId());

        ListDraftsResponse first = bob.drafts(2, "");
        ListDraftsResponse last = bob.drafts(2, first.getNextPageToken());

        assertThat(first.getDraftsList().stream().map(RulesDraft::getDraftId))
                .containsExactly(made.get(2), made.get(1));
        assertThat(last.getDraftsList())
                .containsExactly(
                        ann.draft(made.get(0)).toBuilder().clearDocumentJson().build());
        assertThat(last.getNextPageToken()).isEmpty();
        Refusing.assertRefused(() -> bob.drafts(0, ""), Reason.REASON_FIELD_INVALID, "pageSize");
        Refusing.assertRefused(() -> bob.drafts(201, ""), Reason.REASON_FIELD_INVALID, "pageSize");
        Refusing.assertRefused(() -> bob.drafts(2, "x"), Reason.REASON_FIELD_INVALID, "pageToken");
    }

    @Test
    void ofTwoHundredOpenDraftsNoneIsMade() {
        Database.execute("INSERT INTO rules_draft SELECT '" + ann.programme() + "', gen_random_uuid(), 1000 + i, 1,"
                + " 'Many', 0, '{\"rules\":[]}', 0, '{ann}', now(), 'ann', now(), 'ann'"
                + " FROM generate_series(1, 199) i");
        String last = ann.create(1).getDraftId();
        Problem problem = Refusing.problem(() -> ann.create(1));

        assertThat(problem.getReason()).isEqualTo(Reason.REASON_LIMIT_REACHED);
        assertThat(problem.getLimit()).isEqualTo("drafts");
        ann.delete(last, 1);
        assertThat(ann.create(1).getVersion()).isEqualTo(1);
    }

    @Test
    void whatIsNotAsItMustBeIsToldAndNothingIsWritten() {
        String id = ann.create(5).getDraftId();
        var before = Database.versions();

        var create = Staff.creation("k9", 5);
        Refusing.assertRefused(
                () -> ann.rules()
                        .createDraft(create.setDocumentJson("{\"rules\":[{}]}").build()),
                Reason.REASON_FIELD_INVALID,
                "document.rules[0].id");
        Refusing.assertRefused(
                () -> ann.rules().createDraft(create.setDocumentJson("nonsense").build()),
                Reason.REASON_MALFORMED_REQUEST,
                "");
        Refusing.assertRefused(
                () -> ann.rules()
                        .createDraft(Staff.creation("k9", 5).setName(" ").build()),
                Reason.REASON_FIELD_INVALID,
                "name");
        Refusing.assertRefused(
                () -> ann.rules()
                        .createDraft(Staff.creation("k9", 5).setBasedOn(1).build()),
                Reason.REASON_FIELD_INVALID,
                "basedOn");
        Refusing.assertRefused(
                () -> ann.rules()
                        .updateDraft(Staff.change(id, 1, 6).setBasedOn(-1).build()),
                Reason.REASON_FIELD_INVALID,
                "basedOn");
        Refusing.assertRefused(
                () -> ann.rules()
                        .updateDraft(
                                Staff.change(id, 1, 6).setDocumentJson("[]").build()),
                Reason.REASON_FIELD_INVALID,
                "document");

        assertThat(Database.versions()).isEqualTo(before);
    }

    @Test
    void noOneButStaffMayLookOrChange() {
        String programme = ann.programme();
        for (Caller caller : List.of(Calls.till(programme, "till-1"), Calls.member("someone"))) {
            var stub = Calls.as(RuleServiceGrpc.newBlockingStub(Calls.channel()), "channel-gateway", caller);
            Refusing.assertRefused(
                    () -> stub.createDraft(Staff.creation("k", 1).build()), Reason.REASON_NOT_GRANTED, "");
            Refusing.assertRefused(
                    () -> stub.getRulesSchema(GetRulesSchemaRequest.getDefaultInstance()),
                    Reason.REASON_NOT_GRANTED,
                    "");
        }
        Refusing.assertRefused(() -> new Staff("nowhere", "ann").newest(), Reason.REASON_NOT_GRANTED, "");
        assertThat(ann.rules()
                        .getRulesSchema(GetRulesSchemaRequest.getDefaultInstance())
                        .getSchemaJson())
                .isEqualTo(RuleSchema.text());
        assertThat(ann.newest().getPublishedAt()).isEqualTo(Timestamp.getDefaultInstance());
    }
}
