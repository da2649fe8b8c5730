package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Decide;
import dev.omnipoints.loyalty.ledger.Decision;
import dev.omnipoints.loyalty.ledger.Due;
import dev.omnipoints.loyalty.ledger.Envelope;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Lot;
import dev.omnipoints.loyalty.ledger.LotId;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.ledger.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Decides the postings of one batch in memory, in order, on what was read under the locks. */
final class BatchPlan {

    /** What is due of an account: its lots, and when the next after them will be. */
    record DueLots(List<Lot> lots, Instant laterDueAt) {}

    private record LotKey(AccountKey account, LotId lot) {}

    private final Instant clock;
    private final Map<AccountKey, Account> accounts = new HashMap<>();
    private final Set<AccountKey> stored;
    private final Map<AccountKey, DueLots> due;
    private final Map<JournalTable.KeyOf, Row> keys = new HashMap<>();
    private final Map<UUID, SaleTable.Known> sales = new HashMap<>();
    private final Map<SaleTable.FreeKey, SaleTable.Known> freeKeys = new HashMap<>();

    private final Map<AccountKey, Account> changed = new LinkedHashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final Map<LotKey, LotTable.Owned> lots = new LinkedHashMap<>();
    private final List<SaleTable.Fresh> fresh = new ArrayList<>();

    BatchPlan(
            Instant clock,
            Collection<Account> accounts,
            Map<AccountKey, DueLots> due,
            Collection<Row> knownKeys,
            Collection<SaleTable.Known> knownSales) {
        this.clock = clock;
        this.due = due;
        accounts.forEach(account -> this.accounts.put(account.key(), account));
        this.stored = Set.copyOf(this.accounts.keySet());
        knownKeys.forEach(this::remember);
        knownSales.forEach(this::remember);
    }

    Posted decide(Posting posting) {
        if (posting.opening() == null) {
            return withoutMember(posting, false);
        }
        Account opening = posting.opening();
        Account account = accounts.getOrDefault(opening.key(), opening).with(opening.status(), opening.statusVersion());
        Envelope envelope = posting.envelope();
        Row known =
                keys.get(new JournalTable.KeyOf(account.key(), envelope.key().hash()));
        if (known != null) {
            return repeated(posting, known);
        }
        SaleTable.Known sale = sales.get(posting.sale().id());
        if (sale != null) {
            return recorded(posting, sale);
        }
        if (isTooOld(posting)) {
            return new Posted.TooOld();
        }
        if (account.status() == Status.CLOSED) {
            return withoutMember(posting, true);
        }
        Instant now = account.now(clock);
        try {
            return apply(posting, Decide.command(upToDate(account, now), posting.command(), envelope, now), now);
        } catch (ArithmeticException overflow) {
            return new Posted.OutOfRange();
        }
    }

    /** Accounts that are there from now on. */
    List<Account> opened() {
        return changed.values().stream()
                .filter(account -> !stored.contains(account.key()))
                .toList();
    }

    /** Accounts that were there and changed. */
    List<Account> updated() {
        return changed.values().stream()
                .filter(account -> stored.contains(account.key()))
                .toList();
    }

    List<Row> rows() {
        return rows;
    }

    Collection<LotTable.Owned> lots() {
        return lots.values();
    }

    List<SaleTable.Fresh> sales() {
        return fresh;
    }

    private boolean isTooOld(Posting posting) {
        Duration limit = posting.sale().ageLimit();
        return limit != null && posting.envelope().occurredAt().isBefore(clock.minus(limit));
    }

    private Posted apply(Posting posting, Decision decision, Instant now) {
        write(decision);
        Row row = decision.answer();
        remember(row);
        if (row.refused() != null) {
            return new Posted.Refused(row);
        }
        Lot lot = decision.lots().isEmpty() ? null : decision.lots().getFirst();
        boolean skewed = Decide.isSkewed(posting.envelope().occurredAt(), now);
        return keep(
                posting,
                decision.account().key().member(),
                new SaleOutcome(decision.account(), row, lot, false, row.occurredAt(), skewed, now));
    }

    /** Writes down what is due before anything else happens to the account. */
    private Account upToDate(Account account, Instant now) {
        if (!account.isDue(now)) {
            return account;
        }
        DueLots dueLots = due.get(account.key());
        Decision decision = Due.work(account, dueLots.lots(), dueLots.laterDueAt(), now);
        write(decision);
        return decision.account();
    }

    private void write(Decision decision) {
        AccountKey key = decision.account().key();
        accounts.put(key, decision.account());
        changed.put(key, decision.account());
        rows.addAll(decision.rows());
        decision.lots().forEach(lot -> lots.put(new LotKey(key, lot.id()), new LotTable.Owned(key, lot)));
    }

    private Posted keep(Posting posting, UUID member, SaleOutcome outcome) {
        byte[] answer = posting.sale().answer().apply(outcome);
        SaleTable.Fresh sale = new SaleTable.Fresh(posting.sale(), posting, member, outcome, answer);
        fresh.add(sale);
        remember(sale.known());
        return new Posted.Done(answer);
    }

    private Posted withoutMember(Posting posting, boolean closed) {
        UUID keyHash = posting.envelope().key().hash();
        SaleTable.Known byKey =
                freeKeys.get(new SaleTable.FreeKey(posting.sale().programme(), keyHash));
        if (byKey != null && !sameContent(posting, byKey.fingerprint())) {
            return new Posted.KeyReused(byKey.id().equals(posting.sale().id()) ? "body" : "receipt");
        }
        SaleTable.Known known = sales.get(posting.sale().id());
        if (known != null) {
            return recorded(posting, known);
        }
        if (isTooOld(posting)) {
            return new Posted.TooOld();
        }
        if (posting.sale().refuseUnknown()) {
            return new Posted.MemberUnknown();
        }
        Instant reported = posting.envelope().occurredAt();
        Instant occurredAt = Decide.occurredAt(reported, clock);
        boolean skewed = Decide.isSkewed(reported, clock);
        return keep(posting, null, new SaleOutcome(null, null, null, closed, occurredAt, skewed, clock));
    }

    /** The key is known: the same request gets the first answer, another is told what differs. */
    private Posted repeated(Posting posting, Row known) {
        if (!sameContent(posting, known.fingerprint())) {
            boolean sameReceipt = posting.sale().id().equals(known.sale());
            return new Posted.KeyReused(known.kind() != Kind.EARN ? "kind" : sameReceipt ? "body" : "receipt");
        }
        return known.refused() != null
                ? new Posted.Refused(known)
                : new Posted.First(sales.get(known.sale()).answer(), false);
    }

    /** The receipt is known: the same sale gets the first answer, whatever the key; one for no one fits any member. */
    private static Posted recorded(Posting posting, SaleTable.Known sale) {
        boolean sameKey = sale.keyHash().equals(posting.envelope().key().hash());
        if (sale.withoutMember() && sameKey && !sameContent(posting, sale.fingerprint())) {
            return new Posted.KeyReused("body");
        }
        if (!sameMember(posting, sale, sameKey) || !sameContent(posting, sale.fingerprint())) {
            return new Posted.ReceiptTaken();
        }
        return new Posted.First(sale.answer(), !sameKey);
    }

    /** Whoever names someone unknown names another; but a key that is sent again is the same request. */
    private static boolean sameMember(Posting posting, SaleTable.Known sale, boolean sameKey) {
        if (sale.withoutMember()) {
            return true;
        }
        return posting.opening() == null
                ? sameKey || !posting.sale().memberNamed()
                : sale.member().equals(posting.opening().key().member());
    }

    private static boolean sameContent(Posting posting, byte[] fingerprint) {
        return Arrays.equals(posting.envelope().fingerprint(), fingerprint);
    }

    private void remember(Row row) {
        keys.put(new JournalTable.KeyOf(row.account(), row.key().hash()), row);
    }

    private void remember(SaleTable.Known sale) {
        sales.put(sale.id(), sale);
        if (sale.withoutMember()) {
            freeKeys.put(new SaleTable.FreeKey(sale.programme(), sale.keyHash()), sale);
        }
    }
}
