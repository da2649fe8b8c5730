package dev.omnipoints.loyalty.rules;

import dev.omnipoints.contracts.loyalty.v1.ListDraftsResponse;
import dev.omnipoints.contracts.loyalty.v1.ListRuleFailuresResponse;
import dev.omnipoints.contracts.loyalty.v1.ListRulesChangesResponse;
import dev.omnipoints.contracts.loyalty.v1.ListRulesVersionsResponse;
import dev.omnipoints.contracts.loyalty.v1.PublishedRules;
import dev.omnipoints.contracts.loyalty.v1.RuleFailure;
import dev.omnipoints.contracts.loyalty.v1.RulesChange;
import dev.omnipoints.contracts.loyalty.v1.RulesChangeKind;
import dev.omnipoints.contracts.loyalty.v1.RulesDraft;
import dev.omnipoints.loyalty.platform.Wire;
import java.util.Arrays;
import java.util.List;

/** Drafts, versions and changes of rules as they go out. */
final class RulesAnswers {
    /** Before anything was published. */
    static final PublishedRules NOTHING =
            PublishedRules.newBuilder().setDocumentJson("{\"rules\":[]}").build();

    private RulesAnswers() {}

    static RulesDraft draft(Draft row) {
        return RulesDraft.newBuilder()
                .setDraftId(row.id.toString())
                .setVersion(row.version)
                .setName(row.name)
                .setBasedOn(row.basedOn)
                .setDocumentJson(row.document)
                .setRuleCount(row.ruleCount)
                .addAllEditors(Arrays.asList(row.editors))
                .setCreatedAt(Wire.timestamp(row.createdAt))
                .setCreatedBy(row.createdBy)
                .setChangedAt(Wire.timestamp(row.changedAt))
                .setChangedBy(row.changedBy)
                .build();
    }

    /** One more than the page has tells whether there is another. */
    static ListDraftsResponse drafts(List<Draft> found, int pageSize) {
        ListDraftsResponse.Builder answer = ListDraftsResponse.newBuilder();
        found.stream().limit(pageSize).map(RulesAnswers::draft).forEach(answer::addDrafts);
        if (found.size() > pageSize) {
            answer.setNextPageToken(String.valueOf(found.get(pageSize - 1).position));
        }
        return answer.build();
    }

    static PublishedRules version(Published row) {
        return PublishedRules.newBuilder()
                .setNumber(row.number)
                .setName(row.name)
                .setDocumentJson(row.document)
                .setRuleCount(row.ruleCount)
                .setDraftId(row.draft.toString())
                .addAllEditors(Arrays.asList(row.editors))
                .setPublishedAt(Wire.timestamp(row.publishedAt))
                .setPublishedBy(row.publishedBy)
                .build();
    }

    static ListRulesVersionsResponse versions(List<Published> found, int pageSize) {
        ListRulesVersionsResponse.Builder answer = ListRulesVersionsResponse.newBuilder();
        found.stream().limit(pageSize).map(RulesAnswers::version).forEach(answer::addVersions);
        if (found.size() > pageSize) {
            answer.setNextPageToken(String.valueOf(found.get(pageSize - 1).number));
        }
        return answer.build();
    }

    static ListRuleFailuresResponse failures(List<RuleFailed> found, int pageSize) {
        ListRuleFailuresResponse.Builder answer = ListRuleFailuresResponse.newBuilder();
        found.stream().limit(pageSize).map(RulesAnswers::failure).forEach(answer::addFailures);
        if (found.size() > pageSize) {
            RuleFailed.Key last = found.get(pageSize - 1).key();
            answer.setNextPageToken(new RuleFailureToken(last.number(), last.rule()).text());
        }
        return answer.build();
    }

    private static RuleFailure failure(RuleFailed failed) {
        return RuleFailure.newBuilder()
                .setNumber(failed.key().number())
                .setRule(failed.key().rule())
                .setMessage(failed.message())
                .setCount(failed.count())
                .setFirstAt(Wire.timestamp(failed.first()))
                .setLastAt(Wire.timestamp(failed.last()))
                .build();
    }

    /** Positions have no gaps: the page's last one tells whether there is another. */
    static ListRulesChangesResponse changes(List<Change> found) {
        ListRulesChangesResponse.Builder answer = ListRulesChangesResponse.newBuilder();
        found.stream().map(RulesAnswers::change).forEach(answer::addChanges);
        if (!found.isEmpty() && found.getLast().position > 1) {
            answer.setNextPageToken(String.valueOf(found.getLast().position));
        }
        return answer.build();
    }

    private static RulesChange change(Change row) {
        RulesChange.Builder change = RulesChange.newBuilder()
                .setKind(RulesChangeKind.valueOf("RULES_CHANGE_KIND_" + row.kind.name()))
                .setChangedAt(Wire.timestamp(row.changedAt))
                .setSubject(row.subject)
                .setClient(row.client)
                .setDraftId(row.draft.toString())
                .setDraftVersion(row.draftVersion)
                .setName(row.name)
                .setBasedOn(row.basedOn);
        if (row.number != null) {
            change.setNumber(row.number);
        }
        if (row.before != null) {
            change.setBeforeJson(row.before);
        }
        if (row.after != null) {
            change.setAfterJson(row.after);
        }
        return change.build();
    }
}
