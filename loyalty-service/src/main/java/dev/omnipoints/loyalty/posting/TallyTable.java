package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.Tally;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Kind;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** SQL of what caps have counted of members. */
final class TallyTable {

    /** A tally of a member. */
    record Key(AccountKey account, Tally.Key key) {}

    /** An account of which it is asked whether it has a sale, whose row is before this one; null: any. */
    record First(AccountKey account, Long before) {}

    /** By how much it changes. */
    record Change(Key key, Tally by) {}

    private static final Statement<Key> BY_KEYS = new Statement<>(keys(key -> key), """
            SELECT t.* FROM unnest($1::smallint[], $2::text[], $3::uuid[], $4::text[], $5::smallint[], $6::date[])
                AS k (bucket, programme, member, rule, per, from_day)
            CROSS JOIN LATERAL (SELECT t.* FROM tally t WHERE t.bucket = k.bucket AND t.programme = k.programme
                AND t.member = k.member AND t.rule = k.rule AND t.per = k.per AND t.from_day = k.from_day OFFSET 0) t
            """);

    private static final Statement<Change> RAISE = new Statement<>(
            TallyTable.<Change>keys(Change::key)
                    .longs(change -> change.by().points())
                    .longs(change -> change.by().uses()),
            """
            INSERT INTO tally (bucket, programme, member, rule, per, from_day, points, uses)
            SELECT * FROM unnest($1::smallint[], $2::text[], $3::uuid[], $4::text[], $5::smallint[], $6::date[],
                $7::bigint[], $8::bigint[])
            ON CONFLICT (bucket, programme, member, rule, per, from_day)
                DO UPDATE SET points = tally.points + excluded.points, uses = tally.uses + excluded.uses
            """);

    /** The first rows of a journal tell soonest whether a sale is among them. */
    private static final Statement<First> WITH_SALE =
            new Statement<>(Columns.ofAccounts(First::account).longs(First::before), """
            SELECT k.programme, k.member, k.before FROM unnest($1::smallint[], $2::text[], $3::uuid[], $4::bigint[])
                AS k (bucket, programme, member, before)
            CROSS JOIN LATERAL (SELECT FROM journal j WHERE j.bucket = k.bucket AND j.programme = k.programme
                AND j.member = k.member AND j.seq < coalesce(k.before, 9223372036854775807)
                AND j.sale IS NOT NULL AND j.kind = %d AND j.refused = 0 ORDER BY j.seq LIMIT 1) j
            """.formatted(Kind.EARN.code()));

    private TallyTable() {}

    private static <T> Columns<T> keys(Function<T, Key> key) {
        return Columns.<T>ofAccounts(key.andThen(Key::account))
                .texts(key.andThen(k -> k.key().rule()))
                .shorts(key.andThen(k -> code(k.key().per())))
                .dates(key.andThen(k -> k.key().from()));
    }

    /** Those that there are. */
    static Future<Map<Key, Tally>> byKeys(Route route, Collection<Key> keys) {
        return BY_KEYS.run(route, keys).map(found -> {
            Map<Key, Tally> tallies = new HashMap<>();
            found.forEach(row -> tallies.put(key(row), new Tally(row.getLong("points"), row.getLong("uses"))));
            return tallies;
        });
    }

    /** Of these those whose own journal has such a sale. */
    static Future<Set<First>> withSale(Route route, Collection<First> accounts) {
        return WITH_SALE.run(route, accounts).map(found -> {
            Set<First> sold = new HashSet<>();
            found.forEach(row -> sold.add(new First(account(row), row.getLong("before"))));
            return sold;
        });
    }

    /** Adds to what there is; the account's lock is held. */
    static Future<?> raise(Route route, Collection<Change> changes) {
        return RAISE.run(route, changes);
    }

    private static Key key(Row row) {
        Tally.Key key = new Tally.Key(row.getString("rule"), per(row.getShort("per")), row.getLocalDate("from_day"));
        return new Key(account(row), key);
    }

    private static AccountKey account(Row row) {
        return AccountKey.of(row.getString("programme"), row.getUUID("member"));
    }

    private static short code(Rule.Per per) {
        return switch (per) {
            case DAY -> 1;
            case WEEK -> 2;
            case MONTH -> 3;
            case LIFETIME -> 4;
            case SALE, TOTAL -> throw new IllegalArgumentException("Not of a member's period: " + per);
        };
    }

    private static Rule.Per per(int code) {
        return List.of(Rule.Per.DAY, Rule.Per.WEEK, Rule.Per.MONTH, Rule.Per.LIFETIME)
                .get(code - 1);
    }
}
