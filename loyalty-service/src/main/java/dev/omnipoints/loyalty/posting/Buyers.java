package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Kind;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Who bought: members as they are now, those that were merged being one, and each one's first sale. */
public final class Buyers {

    private static final Statement<AccountKey> MERGED = new Statement<>(Columns.ofAccounts(account -> account), """
            SELECT a.member, a.merged_into, a.merged
            FROM unnest($1::smallint[], $2::text[], $3::uuid[]) AS k (bucket, programme, member)
            JOIN account a ON a.bucket = k.bucket AND a.programme = k.programme AND a.member = k.member
            """);

    /** The first rows of a journal tell soonest which it is. */
    private static final Statement<AccountKey> FIRST_SALES =
            new Statement<>(Columns.ofAccounts(account -> account), """
            SELECT k.member, j.sale, j.recorded_at
            FROM unnest($1::smallint[], $2::text[], $3::uuid[]) AS k (bucket, programme, member)
            CROSS JOIN LATERAL (SELECT j.sale, j.recorded_at FROM journal j WHERE j.bucket = k.bucket
                AND j.programme = k.programme AND j.member = k.member AND j.sale IS NOT NULL AND j.kind = %d
                AND j.refused = 0 ORDER BY j.seq LIMIT 1) j
            """.formatted(Kind.EARN.code()));

    private Buyers() {}

    /**
     * A member and those who were merged into them.
     *
     * @param survivor who they are now
     */
    public record Group(UUID survivor, List<UUID> merged) {

        private Stream<UUID> all() {
            return Stream.concat(Stream.of(survivor), merged.stream());
        }
    }

    /** Who the members of a programme are now, by who they were. */
    public static Future<Map<UUID, Group>> groups(SqlClient client, String programme, Collection<UUID> members) {
        return groups(client, programme, Set.copyOf(members), new HashMap<>(), 0);
    }

    private static Future<Map<UUID, Group>> groups(
            SqlClient client, String programme, Set<UUID> next, Map<UUID, Row> known, int hops) {
        if (next.isEmpty() || hops > Aliases.HOPS_LIMIT) {
            Map<UUID, Group> groups = new HashMap<>();
            known.keySet().forEach(member -> groups.put(member, group(member, known)));
            return Future.succeededFuture(groups);
        }
        return MERGED.run(Route.whole(client), keys(programme, next)).compose(rows -> {
            rows.forEach(row -> known.put(row.getUUID("member"), row));
            Set<UUID> survivors = new HashSet<>();
            rows.forEach(row -> survivors.add(row.getUUID("merged_into")));
            survivors.remove(null);
            survivors.removeAll(known.keySet());
            return groups(client, programme, survivors, known, hops + 1);
        });
    }

    private static Group group(UUID member, Map<UUID, Row> known) {
        UUID survivor = member;
        for (int hops = 0; hops < Aliases.HOPS_LIMIT; hops++) {
            UUID next = known.get(survivor).getUUID("merged_into");
            if (next == null || !known.containsKey(next)) {
                break;
            }
            survivor = next;
        }
        return new Group(survivor, List.of(known.get(survivor).getArrayOfUUIDs("merged")));
    }

    /** The sale that came first in the journals of a group, by its survivor; of those who have none nothing. */
    public static Future<Map<UUID, UUID>> firstSales(SqlClient client, String programme, Collection<Group> groups) {
        Set<UUID> members = new HashSet<>();
        groups.forEach(group -> group.all().forEach(members::add));
        return FIRST_SALES.run(Route.whole(client), keys(programme, members)).map(rows -> {
            Map<UUID, Row> byMember = new HashMap<>();
            rows.forEach(row -> byMember.put(row.getUUID("member"), row));
            Map<UUID, UUID> first = new HashMap<>();
            for (Group group : groups) {
                group.all()
                        .map(byMember::get)
                        .filter(row -> row != null)
                        .min((one, other) ->
                                one.getOffsetDateTime("recorded_at").compareTo(other.getOffsetDateTime("recorded_at")))
                        .ifPresent(row -> first.put(group.survivor(), row.getUUID("sale")));
            }
            return first;
        });
    }

    private static List<AccountKey> keys(String programme, Set<UUID> members) {
        return members.stream().map(member -> AccountKey.of(programme, member)).toList();
    }
}
