package dev.omnipoints.loyalty.rules;

import dev.omnipoints.contracts.loyalty.v1.CreateDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.CreateDraftResponse;
import dev.omnipoints.contracts.loyalty.v1.DeleteDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.DeleteDraftResponse;
import dev.omnipoints.contracts.loyalty.v1.GetDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.GetRulesRequest;
import dev.omnipoints.contracts.loyalty.v1.ListDraftsRequest;
import dev.omnipoints.contracts.loyalty.v1.ListDraftsResponse;
import dev.omnipoints.contracts.loyalty.v1.ListRulesChangesRequest;
import dev.omnipoints.contracts.loyalty.v1.ListRulesChangesResponse;
import dev.omnipoints.contracts.loyalty.v1.ListRulesVersionsRequest;
import dev.omnipoints.contracts.loyalty.v1.ListRulesVersionsResponse;
import dev.omnipoints.contracts.loyalty.v1.PublishDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.PublishDraftResponse;
import dev.omnipoints.contracts.loyalty.v1.PublishedRules;
import dev.omnipoints.contracts.loyalty.v1.RuleServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.RulesDraft;
import dev.omnipoints.contracts.loyalty.v1.UpdateDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.UpdateDraftResponse;
import dev.omnipoints.loyalty.Calls;
import java.util.UUID;

/** One of the staff, who edits rules over the network. */
record Staff(String programme, String subject) {

    /** A document with one rule: so many points for every sale. */
    static String document(int points) {
        return "{\"rules\":[{\"id\":\"visit\",\"name\":\"Visit\",\"award\":{\"fixed\":{\"points\":\"" + points
                + "\"}}}]}";
    }

    RuleServiceGrpc.RuleServiceBlockingStub rules() {
        return Calls.as(
                RuleServiceGrpc.newBlockingStub(Calls.channel()), "channel-gateway", Calls.staff(programme, subject));
    }

    RulesDraft create(int points) {
        return create(UUID.randomUUID().toString(), points).getDraft();
    }

    CreateDraftResponse create(String key, int points) {
        return rules().createDraft(creation(key, points).build());
    }

    static CreateDraftRequest.Builder creation(String key, int points) {
        return CreateDraftRequest.newBuilder()
                .setIdempotencyKey(key)
                .setName("Visits")
                .setDocumentJson(document(points));
    }

    UpdateDraftResponse update(String draft, int expected, int points) {
        return rules().updateDraft(change(draft, expected, points).build());
    }

    static UpdateDraftRequest.Builder change(String draft, int expected, int points) {
        return UpdateDraftRequest.newBuilder()
                .setDraftId(draft)
                .setExpectedVersion(expected)
                .setName("Visits")
                .setDocumentJson(document(points));
    }

    DeleteDraftResponse delete(String draft, int expected) {
        return rules().deleteDraft(DeleteDraftRequest.newBuilder()
                .setDraftId(draft)
                .setExpectedVersion(expected)
                .build());
    }

    PublishDraftResponse publish(String draft, int expected) {
        return publish(UUID.randomUUID().toString(), draft, expected);
    }

    PublishDraftResponse publish(String key, String draft, int expected) {
        return rules().publishDraft(PublishDraftRequest.newBuilder()
                .setIdempotencyKey(key)
                .setDraftId(draft)
                .setExpectedVersion(expected)
                .build());
    }

    RulesDraft draft(String draft) {
        return rules().getDraft(GetDraftRequest.newBuilder().setDraftId(draft).build())
                .getDraft();
    }

    ListDraftsResponse drafts(int pageSize, String token) {
        return rules().listDrafts(ListDraftsRequest.newBuilder()
                .setPageSize(pageSize)
                .setPageToken(token)
                .build());
    }

    PublishedRules newest() {
        return rules().getRules(GetRulesRequest.getDefaultInstance()).getRules();
    }

    PublishedRules version(long number) {
        return rules().getRules(GetRulesRequest.newBuilder().setNumber(number).build())
                .getRules();
    }

    ListRulesVersionsResponse versions(int pageSize, String token) {
        return rules().listRulesVersions(ListRulesVersionsRequest.newBuilder()
                .setPageSize(pageSize)
                .setPageToken(token)
                .build());
    }

    ListRulesChangesResponse changes(int pageSize, String token) {
        return rules().listRulesChanges(ListRulesChangesRequest.newBuilder()
                .setPageSize(pageSize)
                .setPageToken(token)
                .build());
    }
}
