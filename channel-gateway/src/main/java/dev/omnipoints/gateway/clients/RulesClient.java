package dev.omnipoints.gateway.clients;

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
import dev.omnipoints.contracts.loyalty.v1.MutinyRuleServiceGrpc.MutinyRuleServiceStub;
import dev.omnipoints.contracts.loyalty.v1.PublishDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.PublishDraftResponse;
import dev.omnipoints.contracts.loyalty.v1.UpdateDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.UpdateDraftResponse;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** The programme's rules at loyalty-service. What it refuses comes as a Refused. */
@Singleton
public final class RulesClient {
    private final MutinyRuleServiceStub rules;
    private final Guarded guarded;

    RulesClient(@GrpcClient("loyalty") MutinyRuleServiceStub rules, CallerSigner signer) {
        this.rules = rules;
        this.guarded = new Guarded("loyalty-service", signer);
    }

    /** Keeps a draft; the request's key makes it safe to send again. */
    public Uni<CreateDraftResponse> create(Call call, CreateDraftRequest request) {
        return guarded.command(rules, call, stub -> stub.createDraft(request));
    }

    /** Writes a draft anew; RULES_UNKNOWN, VERSION_CONFLICT. The same change of a version is safe to send again. */
    public Uni<UpdateDraftResponse> update(Call call, UpdateDraftRequest request) {
        return guarded.command(rules, call, stub -> stub.updateDraft(request));
    }

    /** Throws a draft away; RULES_UNKNOWN, VERSION_CONFLICT. Safe to send again. */
    public Uni<DeleteDraftResponse> delete(Call call, DeleteDraftRequest request) {
        return guarded.command(rules, call, stub -> stub.deleteDraft(request));
    }

    /** Makes a draft the next version; RULES_UNKNOWN, VERSION_CONFLICT, NOT_GRANTED to its editors. */
    public Uni<PublishDraftResponse> publish(Call call, PublishDraftRequest request) {
        return guarded.command(rules, call, stub -> stub.publishDraft(request));
    }

    /** An open draft; RULES_UNKNOWN. */
    public Uni<GetDraftResponse> draft(Call call, GetDraftRequest request) {
        return guarded.read(rules, call, stub -> stub.getDraft(request));
    }

    /** A page of the open drafts, newest first. */
    public Uni<ListDraftsResponse> drafts(Call call, ListDraftsRequest request) {
        return guarded.read(rules, call, stub -> stub.listDrafts(request));
    }

    /** A version, the newest where none is named; RULES_UNKNOWN. */
    public Uni<GetRulesResponse> version(Call call, GetRulesRequest request) {
        return guarded.read(rules, call, stub -> stub.getRules(request));
    }

    /** A page of the versions, newest first. */
    public Uni<ListRulesVersionsResponse> versions(Call call, ListRulesVersionsRequest request) {
        return guarded.read(rules, call, stub -> stub.listRulesVersions(request));
    }

    /** A page of the changes, newest first. */
    public Uni<ListRulesChangesResponse> changes(Call call, ListRulesChangesRequest request) {
        return guarded.read(rules, call, stub -> stub.listRulesChanges(request));
    }

    /** A page of the rules that failed at run time, of the newest version first. */
    public Uni<ListRuleFailuresResponse> failures(Call call, ListRuleFailuresRequest request) {
        return guarded.read(rules, call, stub -> stub.listRuleFailures(request));
    }

    /** The JSON Schema of rules documents. */
    public Uni<GetRulesSchemaResponse> schema(Call call) {
        GetRulesSchemaRequest request = GetRulesSchemaRequest.getDefaultInstance();
        return guarded.read(rules, call, stub -> stub.getRulesSchema(request));
    }
}
