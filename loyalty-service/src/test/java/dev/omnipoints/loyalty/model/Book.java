package dev.omnipoints.loyalty.model;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** One account with all its history. Whatever changes it leaves its inverse on the slate. */
final class Book {
    final int member;
    private final Slate slate;
    private final Map<Bucket, BigInteger> balances = new EnumMap<>(Bucket.class);
    private final SortedSet<NaiveLot> lots = new TreeSet<>(NaiveLot.BY_ID);
    private final SortedSet<NaiveLot> openLots = new TreeSet<>(NaiveLot.SPENDING);
    private final SortedMap<Ask.Ref, NaiveHold> holds = new TreeMap<>(NaiveHold.BY_ID);
    private final SortedMap<Ask.Ref, NaiveHold> openHolds = new TreeMap<>(NaiveHold.BY_ID);
    private final List<NaiveRow> rows = new ArrayList<>();
    private final Map<List<String>, NaiveRow> keys = new HashMap<>();
    private final Map<Long, Long> reversed = new HashMap<>();
    private final Deque<Merged> merges = new ArrayDeque<>();
    private Ask.Status status = Ask.Status.ACTIVE;
    private Instant last = Instant.MIN;
    private Instant inactiveAt;
    private Book survivor;

    /** What came with a merge. */
    record Merged(
            Book from,
            Instant at,
            Set<NaiveLot> lots,
            Set<NaiveHold> holds,
            BigInteger owed,
            Map<Bucket, BigInteger> totals) {}

    Book(int member, Slate slate) {
        this.member = member;
        this.slate = slate;
    }

    BigInteger balance(Bucket bucket) {
        return balances.getOrDefault(bucket, BigInteger.ZERO);
    }

    void count(Bucket bucket, BigInteger change) {
        balances.merge(bucket, change, BigInteger::add);
        slate.did(() -> balances.merge(bucket, change.negate(), BigInteger::add));
    }

    void put(NaiveLot lot) {
        insert(lot);
        slate.did(() -> delete(lot));
    }

    void remove(NaiveLot lot) {
        delete(lot);
        slate.did(() -> insert(lot));
    }

    private void insert(NaiveLot lot) {
        lots.add(lot);
        index(lot);
    }

    private void delete(NaiveLot lot) {
        lots.remove(lot);
        openLots.remove(lot);
    }

    private void index(NaiveLot lot) {
        if (lot.open()) {
            openLots.add(lot);
        } else {
            openLots.remove(lot);
        }
    }

    void move(NaiveLot lot, NaiveLot.Part part, long points) {
        shift(lot, part, points);
        slate.did(() -> shift(lot, part, -points));
    }

    private void shift(NaiveLot lot, NaiveLot.Part part, long points) {
        lot.add(part, points);
        index(lot);
    }

    void available(NaiveLot lot, Instant at) {
        Instant before = lot.availableAt();
        date(lot, at);
        slate.did(() -> date(lot, before));
    }

    private void date(NaiveLot lot, Instant at) {
        openLots.remove(lot);
        lot.availableAt(at);
        index(lot);
    }

    boolean has(NaiveLot lot) {
        return lots.contains(lot);
    }

    int lotCount() {
        return lots.size();
    }

    List<NaiveLot> lots() {
        return List.copyOf(lots);
    }

    /** Those with points in them, in spending order. */
    Collection<NaiveLot> openLots() {
        return Collections.unmodifiableCollection(openLots);
    }

    void put(NaiveHold hold) {
        enter(hold);
        slate.did(() -> strike(hold));
    }

    void remove(NaiveHold hold) {
        strike(hold);
        slate.did(() -> enter(hold));
    }

    private void enter(NaiveHold hold) {
        holds.put(hold.made, hold);
        if (hold.end == null) {
            openHolds.put(hold.made, hold);
        }
    }

    private void strike(NaiveHold hold) {
        holds.remove(hold.made);
        openHolds.remove(hold.made);
    }

    void end(NaiveHold hold, String end, long captured, Told ending) {
        hold.end = end;
        hold.captured = captured;
        hold.ending = ending;
        openHolds.remove(hold.made);
        slate.did(() -> {
            hold.end = null;
            hold.captured = 0;
            hold.ending = null;
            openHolds.put(hold.made, hold);
        });
    }

    NaiveHold hold(Ask.Ref id) {
        return holds.get(id);
    }

    List<NaiveHold> holds() {
        return List.copyOf(holds.values());
    }

    /** In the order of their ids. */
    Collection<NaiveHold> openHolds() {
        return Collections.unmodifiableCollection(openHolds.values());
    }

    long seq() {
        return rows.size();
    }

    NaiveRow row(long seq) {
        return seq < 1 || seq > rows.size() ? null : rows.get((int) seq - 1);
    }

    NaiveRow known(Asked asked) {
        return keys.get(List.of(asked.caller(), asked.key()));
    }

    void write(NaiveRow row, Instant at) {
        rows.add(row);
        slate.did(rows::removeLast);
        if (row.asked() != null) {
            List<String> key = List.of(row.asked().caller(), row.asked().key());
            keys.put(key, row);
            slate.did(() -> keys.remove(key));
        }
        set(last, value -> last = value, at);
    }

    long reversed(NaiveRow row) {
        return reversed.getOrDefault(row.id().seq(), 0L);
    }

    void reverse(NaiveRow row, long points) {
        reversed.merge(row.id().seq(), points, Long::sum);
        slate.did(() -> reversed.merge(row.id().seq(), -points, Long::sum));
    }

    Ask.Status status() {
        return status;
    }

    void status(Ask.Status next) {
        set(status, value -> status = value, next);
    }

    /** When its last row was recorded. */
    Instant last() {
        return last;
    }

    Instant inactiveAt() {
        return inactiveAt;
    }

    /** It only grows. */
    void inactiveAt(Instant at) {
        if (at != null && (inactiveAt == null || at.isAfter(inactiveAt))) {
            set(inactiveAt, value -> inactiveAt = value, at);
        }
    }

    /** Into which it was merged; null: it stands for itself. */
    Book survivor() {
        return survivor;
    }

    Deque<Merged> merges() {
        return merges;
    }

    void absorb(Merged merged) {
        merges.push(merged);
        slate.did(merges::pop);
        Book from = merged.from();
        from.set(null, value -> from.survivor = value, this);
    }

    void release() {
        Merged merged = merges.pop();
        slate.did(() -> merges.push(merged));
        Book from = merged.from();
        from.set(this, value -> from.survivor = value, null);
    }

    private <T> void set(T before, Consumer<T> setter, T after) {
        setter.accept(after);
        slate.did(() -> setter.accept(before));
    }
}
