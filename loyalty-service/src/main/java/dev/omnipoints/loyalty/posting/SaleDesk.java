package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.earning.Awards;
import dev.omnipoints.loyalty.earning.Matched;
import dev.omnipoints.loyalty.earning.Standing;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Decide;
import dev.omnipoints.loyalty.ledger.Decision;
import dev.omnipoints.loyalty.ledger.Lot;
import dev.omnipoints.loyalty.ledger.Outcome;
import dev.omnipoints.loyalty.ledger.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The sales of a batch: a receipt is taken once, and its row is written in the commit that writes its points. */
final class SaleDesk {

    private final ReturnDesk returns;
    private final TallyDesk tallies;
    private final Instant clock;
    private final Map<UUID, SaleTable.Known> sales = new HashMap<>();
    private final Map<SaleTable.FreeKey, SaleTable.Known> freeKeys = new HashMap<>();
    private final List<SaleTable.Fresh> fresh = new ArrayList<>();

    SaleDesk(Collection<SaleTable.Known> known, ReturnDesk returns, TallyDesk tallies, Instant clock) {
        this.returns = returns;
        this.tallies = tallies;
        this.clock = clock;
        known.forEach(this::remember);
    }

    /** Those that are to be written. */
    List<SaleTable.Fresh> fresh() {
        return fresh;
    }

    /** A sale that is ready to be decided: what it earns, what comes back with it, and so its command. */
    record Ready(SaleOutcome.Rating rating, List<ReturnDraft.Plan> plans, Command command) {}

    /**
     * Makes a sale ready for an account as it stands, before its status is looked at.
     *
     * @throws ArithmeticException more than can be counted
     * @throws Refused FIELD_INVALID, RETURN_ALREADY_RECORDED, TENDERS_DO_NOT_ADD_UP
     */
    Ready ready(Posting posting, Account account, Command command) {
        Matched matched = posting.sale().matched();
        Standing standing = tallies.standing(account, null, matched);
        SaleOutcome.Rating rating = new SaleOutcome.Rating(matched.award(standing), standing);
        List<ReturnDraft.Plan> plans = returns.plans(posting.sale(), account);
        return new Ready(
                rating, plans, complete(posting.sale(), command, rating.awards().points(), plans));
    }

    /** The command, now that its numbers are known; goods of no one's sale move no points. */
    private static Command complete(SaleDraft draft, Command command, long points, List<ReturnDraft.Plan> plans) {
        if (!(command instanceof Command.Sale sale)) {
            return ((Command.Earn) command).of(points);
        }
        List<Command.Return> goods = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < plans.size(); i++) {
            if (draft.returns().get(i).earn() != null) {
                goods.add(ReturnDesk.command(sale.returns().get(next++), plans.get(i)));
            }
        }
        return new Command.Sale(goods, sale.tenders(), sale.earn().of(points));
    }

    /** The answer that was kept with a sale. */
    byte[] answer(UUID sale) {
        return sales.get(sale).answer();
    }

    /**
     * What is answered to a receipt that was taken before, or to one that is not taken; null: it is to be taken.
     *
     * @param account whom it is for; null: no one
     */
    Posted recorded(Posting posting, Account account) {
        if (posting.sale() == null) {
            return null;
        }
        SaleTable.Known sale = sales.get(posting.sale().id());
        if (sale != null) {
            return recorded(posting, sale, account);
        }
        if (posting.sale().denied() != null) {
            return new Posted.Denied(posting.sale().denied());
        }
        return isTooOld(posting, account == null ? clock : account.now(clock)) ? new Posted.TooOld() : null;
    }

    /** Keeps a sale with what it earned. */
    Posted keep(Posting posting, Ready ready, Decision decision, Instant now) {
        SaleOutcome.Rating rating = ready.rating();
        UUID member = decision.account().key().member();
        Lot lot = made(decision);
        Account account = decision.account();
        tallies.sold(account.key());
        boolean earned = decision.answer().points() > 0;
        if (earned) {
            tallies.count(account.key(), rating.awards().counted());
        }
        SaleOutcome.Rating kept =
                earned ? rating : new SaleOutcome.Rating(rating.awards().without(), rating.standing());
        boolean skewed = Decide.isSkewed(posting.envelope().occurredAt(), now);
        Instant occurredAt = decision.answer().occurredAt();
        Row row = decision.answer();
        List<Row> rows = decision.rows().stream()
                .filter(each -> each.key().hash().equals(row.key().hash()))
                .toList();
        List<byte[]> goods = returns.keepAll(posting, ready.plans(), account, rows, occurredAt, now);
        return keep(
                posting,
                member,
                new SaleOutcome(
                        account, row, lot, rows, decision.missing(), kept, goods, false, occurredAt, skewed, now));
    }

    /** The lot that an earn made; null: none. */
    static Lot made(Decision decision) {
        Row row = decision.answer();
        return decision.lots().stream()
                .filter(made -> made.id().seq() == row.seq()
                        && made.id().member().equals(row.account().member()))
                .findFirst()
                .orElse(null);
    }

    /** What is answered to a sale for no one that was kept before, or is not to be; null: it is to be kept. */
    Posted unkept(Posting posting) {
        UUID keyHash = posting.envelope().key().hash();
        SaleTable.Known byKey =
                freeKeys.get(new SaleTable.FreeKey(posting.sale().programme(), keyHash));
        if (byKey != null && !sameContent(posting, byKey.fingerprint())) {
            return new Posted.KeyReused(byKey.id().equals(posting.sale().id()) ? "body" : "receipt");
        }
        Posted recorded = recorded(posting, null);
        if (recorded != null) {
            return recorded;
        }
        if (posting.sale().refuseUnknown()) {
            return new Posted.MemberUnknown();
        }
        return tenders(posting).stream().anyMatch(Command.Tender::online)
                ? new Posted.Rejected(Outcome.Unwritten.HOLD_UNKNOWN)
                : null;
    }

    private List<Command.Tender> tenders(Posting posting) {
        return posting.command().apply(clock) instanceof Command.Sale sale ? sale.tenders() : List.of();
    }

    /**
     * A sale for no one that is ready to be kept.
     *
     * @param missing points that were to pay
     * @param codes what became of them
     * @param goods by the id of their return, those that count in the journal of a member who has left
     */
    record Alone(long missing, Awards codes, List<ReturnDraft.Plan> plans, Map<UUID, Command.Return> goods) {}

    /**
     * Makes it ready.
     *
     * @param left whom it names, though they have left; null: no one
     * @throws ArithmeticException more than can be counted
     * @throws Refused FIELD_INVALID, RETURN_ALREADY_RECORDED, RETURN_EXCEEDS_SALE, TENDERS_DO_NOT_ADD_UP
     */
    Alone alone(Posting posting, Account left, Instant now) {
        long missing = tenders(posting).stream()
                .mapToLong(tender -> tender.points(null))
                .reduce(0, Math::addExact);
        Awards codes = posting.sale().matched().award(Standing.NEW).without();
        List<ReturnDraft.Plan> plans = returns.plans(posting.sale(), left);
        if (plans.stream().anyMatch(ReturnDraft.Plan::exceeds)) {
            throw ReturnDesk.exceeds();
        }
        Map<UUID, Command.Return> goods = new LinkedHashMap<>();
        if (left != null && posting.command().apply(now) instanceof Command.Sale sale) {
            Command.Sale whole = (Command.Sale) complete(posting.sale(), sale, 0, plans);
            List<ReturnDraft> theirs = posting.sale().returns().stream()
                    .filter(each -> each.earn() != null)
                    .toList();
            for (int i = 0; i < theirs.size(); i++) {
                goods.put(theirs.get(i).id(), whole.returns().get(i));
            }
        }
        return new Alone(missing, codes, plans, goods);
    }

    /**
     * Keeps it.
     *
     * @param rows of what came back with it
     */
    Posted keepAlone(Posting posting, Alone alone, Account left, List<Row> rows, Instant now) {
        Instant reported = posting.envelope().occurredAt();
        Instant occurredAt = Decide.occurredAt(reported, now);
        List<byte[]> goods = returns.keepAll(posting, alone.plans(), left, rows, occurredAt, now);
        return keep(
                posting,
                null,
                new SaleOutcome(
                        null,
                        null,
                        null,
                        List.of(),
                        alone.missing(),
                        new SaleOutcome.Rating(alone.codes(), Standing.NEW),
                        goods,
                        left != null,
                        occurredAt,
                        Decide.isSkewed(reported, now),
                        now));
    }

    private Posted keep(Posting posting, UUID member, SaleOutcome outcome) {
        SaleDraft.Kept kept = posting.sale().kept().apply(outcome);
        SaleTable.Fresh sale = new SaleTable.Fresh(posting.sale(), posting, member, outcome, kept);
        fresh.add(sale);
        remember(sale.known());
        return new Posted.Done(outcome.row(), kept.answer(), false, false);
    }

    private static boolean isTooOld(Posting posting, Instant now) {
        Duration limit = posting.sale().ageLimit();
        return limit != null && posting.envelope().occurredAt().isBefore(now.minus(limit));
    }

    /** The receipt is known: the same sale gets the first answer, whatever the key; one for no one fits any member. */
    private static Posted recorded(Posting posting, SaleTable.Known sale, Account account) {
        boolean sameKey = sale.keyHash().equals(posting.envelope().key().hash());
        if (sale.withoutMember() && sameKey && !sameContent(posting, sale.fingerprint())) {
            return new Posted.KeyReused("body");
        }
        if (!sameMember(posting, sale, sameKey, account) || !sameContent(posting, sale.fingerprint())) {
            return new Posted.ReceiptTaken();
        }
        return new Posted.Done(null, sale.answer(), true, !sameKey);
    }

    /** Whoever names someone unknown names another; but a key that is sent again is the same request. */
    private static boolean sameMember(Posting posting, SaleTable.Known sale, boolean sameKey, Account account) {
        if (sale.withoutMember()) {
            return true;
        }
        if (posting.named().isEmpty()) {
            return sameKey || !posting.sale().memberNamed();
        }
        UUID named = posting.named().getFirst().key().member();
        return sale.member().equals(named) || account != null && isOf(account, sale.member());
    }

    /** Whether a member's points are this account's, by itself or by a merge. */
    static boolean isOf(Account account, UUID member) {
        return account.key().member().equals(member) || account.merged().contains(member);
    }

    private static boolean sameContent(Posting posting, byte[] fingerprint) {
        return Arrays.equals(posting.envelope().fingerprint(), fingerprint);
    }

    private void remember(SaleTable.Known sale) {
        sales.put(sale.id(), sale);
        if (sale.withoutMember()) {
            freeKeys.put(new SaleTable.FreeKey(sale.programme(), sale.keyHash()), sale);
        }
    }
}
