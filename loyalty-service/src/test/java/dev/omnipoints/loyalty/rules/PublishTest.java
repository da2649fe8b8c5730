package dev.omnipoints.loyalty.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omnipoints.contracts.loyalty.v1.ListRulesChangesResponse;
import dev.omnipoints.contracts.loyalty.v1.PublishDraftResponse;
import dev.omnipoints.contracts.loyalty.v1.PublishedRules;
import dev.omnipoints.contracts.loyalty.v1.RulesChange;
import dev.omnipoints.contracts.loyalty.v1.RulesChangeKind;
import dev.omnipoints.contracts.loyalty.v1.RulesDraft;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.programme.Programmes;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class PublishTest {
    @Inject
    Programmes programmes;

    @Inject
    Rulebooks rulebooks;

    private Staff ann;
    private Staff bob;
    private Staff cara;
    private String programme;

    @BeforeEach
    void aProgrammeOfTheTestsOwn() {
        programme = Refusing.programme(programmes);
        ann = new Staff(programme, "ann");
        bob = new Staff(programme, "bob");
        cara = new Staff(programme, "cara");
    }

    @Test
    void beforeAnythingIsPublishedTheRulesAreEmptyAndHaveNoNumber() {
        PublishedRules nothing =
                PublishedRules.newBuilder().setDocumentJson("{\"rules\":[]}").build();

        assertThat(ann.newest()).isEqualTo(nothing);
        assertThat(ann.version(0)).isEqualTo(nothing);
        assertThat(rulebooks.newest(programme).number()).isZero();
        assertThat(rulebooks.current(programme)).isSameAs(rulebooks.current("nowhere"));
        Refusing.assertRefused(() -> ann.version(1), Reason.REASON_RULES_UNKNOWN, "");
    }

    @Test
    void aSecondPersonPublishesAndTheVersionHoldsAtOnce() {
        RulesDraft draft = ann.create(5);

        PublishDraftResponse made = bob.publish(draft.getDraftId(), 1);

        PublishedRules version = made.getRules();
        assertThat(made.getReplayed()).isFalse();
        assertThat(version)
                .isEqualTo(PublishedRules.newBuilder()
                        .setNumber(1)
                        .setName("Visits")
                        .setDocumentJson(Staff.document(5))
                        .setRuleCount(1)
                        .setDraftId(draft.getDraftId())
                        .addEditors("ann")
                        .setPublishedAt(version.getPublishedAt())
                        .setPublishedBy("bob")
                        .build());
        assertThat(ann.newest()).isEqualTo(version);
        assertThat(ann.version(1)).isEqualTo(version);
        assertThat(rulebooks.number(programme)).isEqualTo(1);
        Refusing.assertRefused(() -> ann.draft(draft.getDraftId()), Reason.REASON_RULES_UNKNOWN, "");
    }

    @Test
    void whatNobodyWouldFitIsKeptAndNotPublished() {
        Map<String, String> mistakes = Map.of(
                "{\"tiers\":[\"GOLD\"]}", "document.rules[0].member.tiers",
                "{\"flags\":[\"isBirthday\",\"isBirthDay\"]}", "document.rules[0].member.flags[1]");
        mistakes.forEach((member, field) -> {
            String rules =
                    Staff.document(5).replace("\"award\"", "\"event\":\"visit\",\"member\":" + member + ",\"award\"");
            String id = ann.rules()
                    .createDraft(Staff.creation(Sales.fresh(), 5)
                            .setDocumentJson(rules)
                            .build())
                    .getDraft()
                    .getDraftId();

            Refusing.assertRefused(() -> bob.publish(id, 1), Reason.REASON_FIELD_INVALID, field);
            assertThat(ann.draft(id).getVersion()).isEqualTo(1);
        });
        assertThat(ann.newest().getNumber()).isZero();
    }

    @Test
    void noneWhoWroteOnADraftPublishesIt() {
        String id = ann.create(5).getDraftId();
        cara.update(id, 1, 6);
        ann.update(id, 2, 7);

        for (Staff editor : List.of(ann, cara)) {
            Refusing.assertRefused(() -> editor.publish(id, 3), Reason.REASON_NOT_GRANTED, "");
        }
        assertThatThrownBy(() -> ann.publish(id, 3)).hasMessageContaining("a second person");
        assertThat(ann.newest().getNumber()).isZero();
        assertThat(bob.publish(id, 3).getRules().getEditorsList()).containsExactly("ann", "cara");
    }

    @Test
    void theSamePublicationAgainIsTheFirstAnswer() {
        String id = ann.create(5).getDraftId();
        PublishDraftResponse first = bob.publish("k1", id, 1);
        PublishDraftResponse again = first.toBuilder().setReplayed(true).build();
        String next = ann.create(6).getDraftId();
        bob.publish("k2", next, 1);

        assertThat(bob.publish("k1", id, 1)).isEqualTo(again);
        assertThat(bob.publish("another", id, 1)).isEqualTo(again);
        Refusing.assertRefused(
                () -> bob.publish("k1", next, 1), Reason.REASON_IDEMPOTENCY_KEY_REUSED, "Idempotency-Key");
        Refusing.assertRefused(() -> cara.publish(id, 1), Reason.REASON_VERSION_CONFLICT, "");
        Refusing.assertRefused(() -> bob.publish("", id, 1), Reason.REASON_IDEMPOTENCY_KEY_MISSING, "");
        assertThat(bob.publish("another", ann.create(7).getDraftId(), 1)
                        .getRules()
                        .getNumber())
                .isEqualTo(3);
    }

    @Test
    void whatWasChangedOrMadeFromAnOlderVersionIsNotPublished() {
        String id = ann.create(5).getDraftId();
        String other = ann.create(6).getDraftId();
        ann.update(id, 1, 7);
        Refusing.assertRefused(() -> bob.publish(id, 1), Reason.REASON_VERSION_CONFLICT, "");
        bob.publish(id, 2);

        assertThatThrownBy(() -> bob.publish(other, 1))
                .hasMessageContaining("Version 1 was published after the draft was made from version 0");
        Refusing.assertRefused(() -> bob.publish(other, 1), Reason.REASON_VERSION_CONFLICT, "");

        ann.rules().updateDraft(Staff.change(other, 1, 6).setBasedOn(1).build());
        assertThat(bob.publish(other, 2).getRules().getNumber()).isEqualTo(2);
        assertThat(ann.create(8).getBasedOn()).isEqualTo(2);
    }

    @Test
    void ofManyWhoPublishAtOnceOneWins() throws Exception {
        List<Callable<Object>> publishers = new ArrayList<>();
        String one = ann.create(5).getDraftId();
        String two = ann.create(6).getDraftId();
        for (int i = 0; i < 8; i++) {
            Staff publisher = new Staff(programme, "publisher-" + i);
            String draft = i % 2 == 0 ? one : two;
            publishers.add(() -> outcome(publisher, draft));
        }
        List<Object> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Object> outcome : threads.invokeAll(publishers)) {
                outcomes.add(outcome.get());
            }
        }

        assertThat(outcomes.stream().filter(Long.valueOf(1)::equals)).hasSize(1);
        assertThat(outcomes.stream().filter(Reason.REASON_VERSION_CONFLICT::equals))
                .hasSize(7);
        assertThat(ann.versions(50, "").getVersionsList()).hasSize(1);
    }

    private static Object outcome(Staff publisher, String draft) {
        while (true) {
            try {
                return publisher.publish(draft, 1).getRules().getNumber();
            } catch (StatusRuntimeException refused) {
                Reason reason = Calls.problem(refused).getReason();
                if (reason != Reason.REASON_OVERLOADED && reason != Reason.REASON_OPERATION_IN_PROGRESS) {
                    return reason;
                }
            }
        }
    }

    @Test
    void versionsComeInPagesNewestFirstWithoutTheirDocuments() {
        for (int points = 1; points <= 3; points++) {
            bob.publish(ann.create(points).getDraftId(), 1);
        }

        var first = ann.versions(2, "");
        var last = ann.versions(2, first.getNextPageToken());

        assertThat(first.getVersionsList().stream().map(PublishedRules::getNumber))
                .containsExactly(3L, 2L);
        assertThat(last.getVersionsList())
                .containsExactly(ann.version(1).toBuilder().clearDocumentJson().build());
        assertThat(last.getNextPageToken()).isEmpty();
    }

    @Test
    void everyChangeIsKeptWithWhatWasBeforeAndAfter() {
        String thrown = ann.create(1).getDraftId();
        bob.delete(thrown, 1);
        String draft = ann.create(5).getDraftId();
        cara.update(draft, 1, 6);
        bob.publish(draft, 2);
        bob.publish(ann.create(7).getDraftId(), 1);

        ListRulesChangesResponse page = ann.changes(5, "");

        assertThat(page.getChangesList().stream().map(PublishTest::told))
                .containsExactly(
                        "PUBLISH bob back-office 2 based on 1 number 2: " + Staff.document(6) + " -> "
                                + Staff.document(7),
                        "CREATE ann back-office 1 based on 1 number 0:  -> " + Staff.document(7),
                        "PUBLISH bob back-office 3 based on 0 number 1:  -> " + Staff.document(6),
                        "UPDATE cara back-office 2 based on 0 number 0: " + Staff.document(5) + " -> "
                                + Staff.document(6),
                        "CREATE ann back-office 1 based on 0 number 0:  -> " + Staff.document(5));
        assertThat(page.getChanges(3).getDraftId()).isEqualTo(draft);
        ListRulesChangesResponse last = ann.changes(5, page.getNextPageToken());
        assertThat(last.getChangesList().stream().map(PublishTest::told))
                .containsExactly(
                        "DELETE bob back-office 2 based on 0 number 0: " + Staff.document(1) + " -> ",
                        "CREATE ann back-office 1 based on 0 number 0:  -> " + Staff.document(1));
        assertThat(last.getNextPageToken()).isEmpty();
    }

    private static String told(RulesChange change) {
        return change.getKind().name().substring("RULES_CHANGE_KIND_".length()) + ' ' + change.getSubject() + ' '
                + change.getClient() + ' ' + change.getDraftVersion() + " based on " + change.getBasedOn() + " number "
                + change.getNumber() + ": " + change.getBeforeJson() + " -> " + change.getAfterJson();
    }

    @Test
    void aPageOfLongDocumentsGoesIntoOneMessage() {
        String when = "line.sku == '" + "x".repeat(1_900) + "'";
        StringBuilder document = new StringBuilder("{\"rules\":[");
        for (int i = 0; i < 450; i++) {
            document.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"r")
                    .append(i)
                    .append("\",\"name\":\"R\",\"lines\":{\"include\":{\"when\":\"")
                    .append(when)
                    .append("\"}},\"award\":{\"fixed\":{\"points\":\"1\"}}}");
        }
        String longest = document.append("]}").toString();
        String id = ann.create(1).getDraftId();
        for (int version = 1; version <= 4; version++) {
            ann.rules()
                    .updateDraft(Staff.change(id, version, 1)
                            .setDocumentJson(longest)
                            .build());
        }

        ListRulesChangesResponse first = ann.changes(200, "");
        ListRulesChangesResponse second = ann.changes(200, first.getNextPageToken());

        assertThat(first.getChangesList().stream().map(RulesChange::getDraftVersion))
                .containsExactly(5);
        assertThat(first.getSerializedSize()).isBetween(1_700_000, 4 * 1024 * 1024);
        assertThat(second.getChangesList().stream().map(RulesChange::getDraftVersion))
                .containsExactly(4);
        assertThat(ann.changes(200, "2").getChangesList().stream().map(RulesChange::getKind))
                .containsExactly(RulesChangeKind.RULES_CHANGE_KIND_CREATE);
    }
}
