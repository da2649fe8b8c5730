package dev.omnipoints.loyalty.rules;

import dev.omnipoints.contracts.loyalty.v1.CreateDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.CreateDraftResponse;
import dev.omnipoints.contracts.loyalty.v1.DeleteDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.DeleteDraftResponse;
import dev.omnipoints.contracts.loyalty.v1.GetDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.GetDraftResponse;
import dev.omnipoints.contracts.loyalty.v1.GetRulesRequest;
import dev.omnipoints.contracts.loyalty.v1.GetRulesResponse;
import dev.omnipoints.contracts.loyalty.v1.GetRulesSchemaRequest;
import dev.omnipoints.contracts.loyalty.v1.GetRulesSchemaResponse;
import dev.omnipoints.contracts.loyalty.v1.ListDraftsRequest;
import dev.omnipoints.contracts.loyalty.v1.ListDraftsResponse;
import dev.omnipoints.contracts.loyalty.v1.ListRuleFailuresRequest;
import dev.omnipoints.contracts.loyalty.v1.ListRuleFailuresResponse;
import dev.omnipoints.contracts.loyalty.v1.ListRulesChangesRequest;
import dev.omnipoints.contracts.loyalty.v1.ListRulesChangesResponse;
import dev.omnipoints.contracts.loyalty.v1.ListRulesVersionsRequest;
import dev.omnipoints.contracts.loyalty.v1.ListRulesVersionsResponse;
import dev.omnipoints.contracts.loyalty.v1.PublishDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.PublishDraftResponse;
import dev.omnipoints.contracts.loyalty.v1.RuleService;
import dev.omnipoints.contracts.loyalty.v1.UpdateDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.UpdateDraftResponse;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.ledger.Encoding;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.RequestKey;
import dev.omnipoints.loyalty.platform.VerifiedCaller;
import dev.omnipoints.loyalty.programme.Programmes;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.inject.Inject;
import java.util.UUID;

/** The programme's rules over gRPC, for staff. */
@GrpcService
class RulesGrpc implements RuleService {
    private final Programmes programmes;
    private final RulesStore store;
    private final RuleFailureStore failures;
    private final RulesEditor editor;
    private final RulesPublisher publisher;
    private final Compiling compiling;

    @Inject
    RulesGrpc(
            Programmes programmes,
            RulesStore store,
            RuleFailureStore failures,
            RulesEditor editor,
            RulesPublisher publisher,
            Compiling compiling) {
        this.programmes = programmes;
        this.store = store;
        this.failures = failures;
        this.editor = editor;
        this.publisher = publisher;
        this.compiling = compiling;
    }

    @Override
    public Uni<CreateDraftResponse> createDraft(CreateDraftRequest request) {
        Editing.Who who = staff();
        Long basedOn = request.hasBasedOn() ? (Long) request.getBasedOn() : null;
        RequestKey.of(request.getIdempotencyKey());
        return compiling
                .content(request.getName(), request.getDocumentJson())
                .chain(content -> {
                    Encoding sent = RulesRequests.fingerprint("CREATE", who)
                            .text(content.name())
                            .number(basedOn)
                            .text(content.document());
                    Editing.Once once = RulesRequests.once(who, request.getIdempotencyKey(), sent);
                    return editor.create(new Editing.Create(who, once, content, basedOn));
                })
                .map(made -> CreateDraftResponse.newBuilder()
                        .setDraft(RulesAnswers.draft(made.what()))
                        .setReplayed(made.replayed())
                        .build());
    }

    @Override
    public Uni<UpdateDraftResponse> updateDraft(UpdateDraftRequest request) {
        Editing.Who who = staff();
        UUID draft = RulesRequests.draft(request.getDraftId());
        int expected = RulesRequests.expected(request.getExpectedVersion());
        Long basedOn = request.hasBasedOn() ? (Long) request.getBasedOn() : null;
        return compiling
                .content(request.getName(), request.getDocumentJson())
                .chain(content -> editor.update(new Editing.Update(who, draft, expected, content, basedOn)))
                .map(made -> UpdateDraftResponse.newBuilder()
                        .setDraft(RulesAnswers.draft(made.what()))
                        .setReplayed(made.replayed())
                        .build());
    }

    @Override
    public Uni<GetDraftResponse> getDraft(GetDraftRequest request) {
        Editing.Who who = staff();
        return store.draft(who.programme(), RulesRequests.draft(request.getDraftId()))
                .invoke(RulesEditor::exists)
                .map(draft -> GetDraftResponse.newBuilder()
                        .setDraft(RulesAnswers.draft(draft))
                        .build());
    }

    @Override
    public Uni<ListDraftsResponse> listDrafts(ListDraftsRequest request) {
        Editing.Who who = staff();
        int size = RulesRequests.pageSize(request.hasPageSize(), request.getPageSize());
        long before = RulesRequests.before(request.getPageToken());
        return store.drafts(who.programme(), before, size + 1).map(found -> RulesAnswers.drafts(found, size));
    }

    @Override
    public Uni<DeleteDraftResponse> deleteDraft(DeleteDraftRequest request) {
        Editing.Who who = staff();
        UUID draft = RulesRequests.draft(request.getDraftId());
        int expected = RulesRequests.expected(request.getExpectedVersion());
        return editor.delete(new Editing.Delete(who, draft, expected))
                .map(made -> DeleteDraftResponse.newBuilder()
                        .setReplayed(made.replayed())
                        .build());
    }

    @Override
    public Uni<PublishDraftResponse> publishDraft(PublishDraftRequest request) {
        Editing.Who who = staff();
        RequestKey.of(request.getIdempotencyKey());
        UUID draft = RulesRequests.draft(request.getDraftId());
        int expected = RulesRequests.expected(request.getExpectedVersion());
        Encoding sent = RulesRequests.fingerprint("PUBLISH", who).uuid(draft).number(expected);
        Editing.Once once = RulesRequests.once(who, request.getIdempotencyKey(), sent);
        return publisher
                .publish(new Editing.Publish(who, once, draft, expected))
                .map(made -> PublishDraftResponse.newBuilder()
                        .setRules(RulesAnswers.version(made.what()))
                        .setReplayed(made.replayed())
                        .build());
    }

    @Override
    public Uni<GetRulesResponse> getRules(GetRulesRequest request) {
        Editing.Who who = staff();
        // From the database: whoever has just published reads it, through whichever instance.
        Uni<Published> found = request.hasNumber()
                ? store.version(who.programme(), request.getNumber())
                : store.newest(who.programme());
        return found.map(version -> {
            if (version == null && request.hasNumber() && request.getNumber() != 0) {
                throw Refused.of(
                        Reason.REASON_RULES_UNKNOWN, "There is no version of this number; read the list of versions.");
            }
            return GetRulesResponse.newBuilder()
                    .setRules(version == null ? RulesAnswers.NOTHING : RulesAnswers.version(version))
                    .build();
        });
    }

    @Override
    public Uni<ListRulesVersionsResponse> listRulesVersions(ListRulesVersionsRequest request) {
        Editing.Who who = staff();
        int size = RulesRequests.pageSize(request.hasPageSize(), request.getPageSize());
        long before = RulesRequests.before(request.getPageToken());
        return store.versions(who.programme(), before, size + 1).map(found -> RulesAnswers.versions(found, size));
    }

    @Override
    public Uni<ListRulesChangesResponse> listRulesChanges(ListRulesChangesRequest request) {
        Editing.Who who = staff();
        int size = RulesRequests.pageSize(request.hasPageSize(), request.getPageSize());
        long before = RulesRequests.before(request.getPageToken());
        return store.changes(who.programme(), before, size).map(RulesAnswers::changes);
    }

    @Override
    public Uni<ListRuleFailuresResponse> listRuleFailures(ListRuleFailuresRequest request) {
        Editing.Who who = staff();
        int size = RulesRequests.pageSize(request.hasPageSize(), request.getPageSize());
        RuleFailureToken after = RuleFailureToken.parse(request.getPageToken());
        return UniHelper.toUni(failures.after(who.programme(), after, size + 1))
                .map(found -> RulesAnswers.failures(found, size));
    }

    @Override
    public Uni<GetRulesSchemaResponse> getRulesSchema(GetRulesSchemaRequest request) {
        staff();
        return Uni.createFrom()
                .item(GetRulesSchemaResponse.newBuilder()
                        .setSchemaJson(RuleSchema.text())
                        .build());
    }

    /** One of the staff, of a programme that there is. */
    private Editing.Who staff() {
        VerifiedCaller caller = VerifiedCaller.current();
        caller.requireStaff();
        programmes.now(caller.programme());
        return new Editing.Who(
                caller.programme(), caller.caller().getActor(), caller.caller().getClient());
    }
}
