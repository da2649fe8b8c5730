package dev.omnipoints.loyalty.posting;

import static dev.omnipoints.loyalty.platform.Refused.fieldInvalid;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Decide;
import dev.omnipoints.loyalty.ledger.Decision;
import dev.omnipoints.loyalty.ledger.Refusal;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.platform.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The returns of a batch: each is taken once, and never more of a sale than was sold. */
final class ReturnDesk {

    private final TallyDesk tallies;
    private final Instant clock;
    private final KeptSales sales;
    private final Map<UUID, ReturnTable.Known> returns = new HashMap<>();
    private final Map<SaleTable.FreeKey, ReturnTable.Known> freeKeys = new HashMap<>();
    private final List<ReturnTable.Fresh> fresh = new ArrayList<>();

    ReturnDesk(Collection<ReturnTable.Known> known, KeptSales sales, TallyDesk tallies, Instant clock) {
        this.tallies = tallies;
        this.clock = clock;
        this.sales = sales;
        known.forEach(this::remember);
    }

    /** Those that are to be written. */
    List<ReturnTable.Fresh> fresh() {
        return fresh;
    }

    /** The answer that was kept with a return. */
    byte[] answer(UUID id) {
        return returns.get(id).answer();
    }

    /** What is answered to a return that was taken before; null: it is to be taken. */
    Posted recorded(Posting posting) {
        UUID keyHash = posting.envelope().key().hash();
        ReturnTable.Known byKey =
                freeKeys.get(new SaleTable.FreeKey(posting.goods().programme(), keyHash));
        if (byKey != null && !byKey.id().equals(posting.goods().id())) {
            return new Posted.KeyReused("receipt");
        }
        ReturnTable.Known known = returns.get(posting.goods().id());
        if (known == null) {
            return null;
        }
        boolean sameKey = known.keyHash().equals(posting.envelope().key().hash());
        boolean same = Arrays.equals(known.fingerprint(), posting.goods().fingerprint());
        if (!same && sameKey && known.withoutMember()) {
            return new Posted.KeyReused("body");
        }
        return same ? new Posted.Done(null, known.answer(), true, !sameKey) : new Posted.Denied(taken());
    }

    private static Refused taken() {
        return Refused.of(
                Reason.REASON_RETURN_ALREADY_RECORDED,
                "This store has recorded another return of this id; send another returnId.");
    }

    static Refused exceeds() {
        return Refused.of(
                Reason.REASON_RETURN_EXCEEDS_SALE,
                "Less than that is left of the sale; look at what came back of it already.");
    }

    /** Of no one's sale: the goods are written down, nothing else. */
    Posted withoutMember(Posting posting) {
        Posted recorded = recorded(posting);
        if (recorded != null) {
            return recorded;
        }
        ReturnDraft.Plan plan;
        try {
            plan = plan(posting.goods(), null);
        } catch (Refused refused) {
            return new Posted.Denied(refused);
        }
        if (plan.exceeds()) {
            return new Posted.Denied(exceeds());
        }
        Instant occurredAt = Decide.occurredAt(posting.envelope().occurredAt(), clock);
        return new Posted.Done(
                null, keep(posting, posting.goods(), plan, null, List.of(), occurredAt, clock), false, false);
    }

    /**
     * What a return comes to.
     *
     * @param account whose sale it must be; null: no one's
     * @throws Refused FIELD_INVALID; OPERATION_IN_PROGRESS where the sale has become another's meanwhile
     */
    ReturnDraft.Plan plan(ReturnDraft draft, Account account) {
        SaleState sale = sales.get(draft.sale());
        if (sale.isOtherThan(draft.earn())) {
            throw Refusing.inProgress();
        }
        boolean theirs =
                draft.named() == null ? !draft.memberNamed() : account != null && SaleDesk.isOf(account, draft.named());
        if (!theirs) {
            throw fieldInvalid("identity", "Send the identity of the sale's member, or none.");
        }
        return draft.plan().apply(sale);
    }

    /**
     * What the goods come to that come back on a sale's own receipt.
     *
     * @param account of the sale; null: no one's
     * @throws Refused FIELD_INVALID, RETURN_ALREADY_RECORDED, RETURN_EXCEEDS_SALE of a sale of no one,
     *     TENDERS_DO_NOT_ADD_UP
     */
    List<ReturnDraft.Plan> plans(SaleDraft draft, Account account) {
        List<ReturnDraft.Plan> plans = new ArrayList<>();
        long money = 0;
        for (int i = 0; i < draft.returns().size(); i++) {
            ReturnDraft goods = draft.returns().get(i);
            UUID member = sales.get(goods.sale()).member();
            if (member != null && (account == null || !SaleDesk.isOf(account, member))) {
                throw fieldInvalid("returns[" + i + "].receipt", "Send a receipt of the sale's member, or of no one.");
            }
            if (returns.containsKey(goods.id())) {
                throw taken();
            }
            ReturnDraft.Plan plan = plan(goods, account);
            if (plan.exceeds() && member == null) {
                throw exceeds();
            }
            money = Math.addExact(money, plan.money());
            plans.add(plan);
        }
        boolean exceeds = plans.stream().anyMatch(ReturnDraft.Plan::exceeds);
        if (!plans.isEmpty() && !exceeds && draft.paid() != draft.total() - money) {
            throw Refused.of(
                    Reason.REASON_TENDERS_DO_NOT_ADD_UP,
                    "The tenders come to " + draft.paid() + ", the sale less what comes back to "
                            + (draft.total() - money) + "; send tenders that add up to it.");
        }
        return plans;
    }

    /** Keeps what came back on a sale's own receipt, each with its rows: up to the one that takes back. */
    List<byte[]> keepAll(
            Posting posting,
            List<ReturnDraft.Plan> plans,
            Account account,
            List<Row> rows,
            Instant occurredAt,
            Instant now) {
        List<byte[]> answers = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < plans.size(); i++) {
            ReturnDraft draft = posting.sale().returns().get(i);
            int to = from;
            while (draft.earn() != null && !draft.earn().equals(rows.get(to++).original())) {
                // A row that gives back.
            }
            while (draft.earn() != null
                    && to < rows.size()
                    && draft.earn().equals(rows.get(to).original())) {
                to++;
            }
            Account owner = draft.earn() == null ? null : account;
            answers.add(keep(posting, draft, plans.get(i), owner, rows.subList(from, to), occurredAt, now));
            from = to;
        }
        return answers;
    }

    /** The command of a return, now that it is known what it comes to. */
    static Command.Return command(Command.Return template, ReturnDraft.Plan plan) {
        return new Command.Return(
                plan.givenBack(),
                template.earn(),
                plan.takenBack(),
                plan.exceeds() ? Refusal.RETURN_EXCEEDS_SALE : null,
                template.policy(),
                template.terms());
    }

    /** Keeps a return that was decided. */
    Posted keep(Posting posting, ReturnDraft.Plan plan, Decision decision, Instant now) {
        Row answer = decision.answer();
        List<Row> rows = decision.rows().stream()
                .filter(row -> row.key().hash().equals(answer.key().hash()))
                .toList();
        byte[] kept = keep(posting, posting.goods(), plan, decision.account(), rows, answer.occurredAt(), now);
        return new Posted.Done(answer, kept, false, false);
    }

    /** Keeps one return, on its own or of an exchange; its rows are what it did. */
    private byte[] keep(
            Posting posting,
            ReturnDraft draft,
            ReturnDraft.Plan plan,
            Account account,
            List<Row> rows,
            Instant occurredAt,
            Instant now) {
        byte[] answer = draft.answer().apply(plan, new ReturnDraft.Outcome(account, rows));
        Row last = rows.isEmpty() ? null : rows.getLast();
        UUID member = last == null ? null : last.account().member();
        UUID keyHash = posting.goods() == draft ? posting.envelope().key().hash() : draft.id();
        ReturnTable.Fresh made = new ReturnTable.Fresh(
                draft, posting, keyHash, member, last == null ? null : last.seq(), occurredAt, now, answer);
        fresh.add(made);
        remember(made.known());
        sales.returned(draft.sale(), plan.returned());
        if (account != null) {
            tallies.count(account.key(), plan.lowered());
        }
        return answer;
    }

    private void remember(ReturnTable.Known known) {
        returns.put(known.id(), known);
        if (known.withoutMember()) {
            freeKeys.put(new SaleTable.FreeKey(known.programme(), known.keyHash()), known);
        }
    }
}
