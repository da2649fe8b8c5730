package dev.omnipoints.loyalty.ledger;

import dev.omnipoints.loyalty.model.Ask;
import dev.omnipoints.loyalty.model.Asked;
import dev.omnipoints.loyalty.model.Rules;
import dev.omnipoints.loyalty.model.Standing;
import dev.omnipoints.loyalty.model.Subject;
import dev.omnipoints.loyalty.model.Told;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** The pure core with everything in memory, asked in the model's words. */
public final class Core implements Subject {

    private static final String PROGRAMME = "demo";

    private final Map<Integer, Holdings> members = new HashMap<>();
    private final Map<Integer, List<Row>> journals = new HashMap<>();
    private final Map<Integer, Map<UUID, Row>> keys = new HashMap<>();
    private final Map<Reference, Ask> asks = new HashMap<>();
    private final Map<Reference, Long> reversed = new HashMap<>();
    private Rules rules;
    private long version = 1;

    /** The id of a member of the model's; ids are ordered as the numbers are. */
    public static UUID id(int member) {
        return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + member);
    }

    /** The model's number of a member's id. */
    public static int number(UUID member) {
        return (int) member.getLeastSignificantBits();
    }

    @Override
    public void rules(Rules changed) {
        rules = changed;
    }

    @Override
    public Told ask(Asked asked) {
        Instant clock = asked.at().truncatedTo(ChronoUnit.MICROS);
        if (!Commands.inRange(asked.ask())) {
            return new Told.Rejected("POINTS_OUT_OF_RANGE");
        }
        return switch (asked.ask()) {
            case Ask.Read(int member) -> read(root(member), clock);
            case Ask.SetStatus(int member, Ask.Status status) -> gate(member, Status.valueOf(status.name()), clock);
            case Ask.Transfer(int from, int to, long points) ->
                from == to ? new Told.Rejected("FIELD_INVALID") : command(asked, from, root(from), root(to), clock);
            case Ask.Merge(int member, int survivor) ->
                member == survivor
                        ? new Told.Rejected("FIELD_INVALID")
                        : command(asked, survivor, root(survivor), root(member), clock);
            case Ask.Unmerge(int member, int survivor) -> unmerge(asked, member, survivor, clock);
            case Ask.Hold(int member, long points, int seconds)
            when seconds < 1 || seconds > 604_800 -> new Told.Rejected("FIELD_INVALID");
            default -> single(asked, clock);
        };
    }

    private Told single(Asked asked, Instant clock) {
        Ask.Ref reference = Commands.reference(asked.ask());
        if (reference == null) {
            int member = Commands.member(asked.ask());
            return command(asked, member, root(member), null, clock);
        }
        if (!members.containsKey(reference.member())) {
            return new Told.Rejected(Commands.unknown(asked.ask()));
        }
        return command(asked, reference.member(), root(reference.member()), null, clock);
    }

    private Told unmerge(Asked asked, int member, int survivor, Instant clock) {
        if (!members.containsKey(survivor)) {
            return new Told.Rejected("MERGE_NOT_UNDOABLE");
        }
        Holdings root = root(survivor);
        Told known = known(asked, survivor, root);
        if (known != null) {
            return known;
        }
        return members.containsKey(member)
                ? command(asked, survivor, root, members.get(member), clock)
                : new Told.Rejected("MERGE_NOT_UNDOABLE");
    }

    private Told command(Asked asked, int named, Holdings first, Holdings second, Instant clock) {
        Told known = known(asked, named, first);
        if (known != null) {
            return known;
        }
        Instant now = first.account().now(clock);
        now = second == null ? now : second.account().now(now);
        Command command = Commands.command(asked.ask(), rules);
        Envelope envelope = envelope(asked, named, first);
        command = prepare(command, first, second);
        Outcome outcome = second == null
                ? Decide.command(first, command, envelope, now)
                : Decide.between(first, second, (Command.Between) command, envelope, now);
        return switch (outcome) {
            case Decision decision -> written(asked, first, decision);
            case Outcome.Both(Decision mine, Decision others) -> {
                if (others != null) {
                    apply(second, others);
                }
                yield written(asked, first, mine);
            }
            case Outcome.Same(Reference end) -> new Told.First(Standings.told(row(end)));
            case Outcome.Unwritten unwritten -> new Told.Rejected(Commands.reason(unwritten));
        };
    }

    /** What posting would read: rows and lots that the command refers to, whatever account they are in. */
    private Command prepare(Command command, Holdings account, Holdings second) {
        switch (command) {
            case Command.Confirm confirm -> original(account, confirm.earn());
            case Command.Reverse reverse -> original(account, reverse.original());
            case Command.Capture capture -> hold(account, capture.hold());
            case Command.Void released -> hold(account, released.hold());
            default -> {}
        }
        if (!(command instanceof Command.Unmerge)) {
            return command;
        }
        Account home = second.account();
        List<Row> mine = journals.getOrDefault(number(home.key().member()), List.of());
        if (mine.isEmpty()) {
            return command;
        }
        Row brought = mine.getLast();
        Set<LotId> since = new HashSet<>();
        if (brought.kind() == Kind.MERGE && brought.counterpart() != null) {
            List<UUID> family = new ArrayList<>(home.merged());
            family.add(home.key().member());
            account.lots().forEach(lot -> {
                Row maker = row(new Reference(lot.id().member(), lot.id().seq()));
                if (maker.kind() == Kind.EARN && family.contains(maker.namedMember())) {
                    since.add(lot.id());
                }
            });
        }
        List<Row> parts = mine.stream()
                .filter(row -> row.key().hash().equals(brought.key().hash()))
                .toList();
        return new Command.Unmerge(parts, since);
    }

    private void original(Holdings account, Reference reference) {
        Row row = row(reference);
        if (row == null) {
            return;
        }
        account.add(row, reversed.getOrDefault(reference, 0L));
        for (LotChange change : row.lots()) {
            if (account.lot(change.lot()) == null) {
                members.values().stream()
                        .map(other -> other.lot(change.lot()))
                        .filter(Objects::nonNull)
                        .forEach(account::addElsewhere);
            }
        }
    }

    private void hold(Holdings account, Reference id) {
        for (UUID member : account.account().merged()) {
            Hold ended = members.get(number(member)).holds().get(id);
            if (ended != null) {
                account.addElsewhere(ended);
            }
        }
    }

    private Told written(Asked asked, Holdings account, Decision decision) {
        apply(account, decision);
        Row answer = decision.answer();
        asks.put(answer.reference(), asked.ask());
        return Standings.told(answer);
    }

    private void apply(Holdings account, Decision decision) {
        account.apply(decision);
        journal(account).addAll(decision.rows());
        decision.rows().stream()
                .filter(row -> row.kind() == Kind.REVERSE && row.refused() == null)
                .forEach(row -> reversed.merge(row.original(), row.points(), Math::addExact));
        decision.rows()
                .forEach(row -> keys.computeIfAbsent(number(row.account().member()), m -> new HashMap<>())
                        .put(row.key().hash(), row));
    }

    private List<Row> journal(Holdings account) {
        return journals.computeIfAbsent(number(account.account().key().member()), m -> new ArrayList<>());
    }

    private Row row(Reference reference) {
        List<Row> journal = journals.getOrDefault(number(reference.member()), List.of());
        boolean there = reference.seq() >= 1 && reference.seq() <= journal.size();
        return there ? journal.get((int) reference.seq() - 1) : null;
    }

    private Told known(Asked asked, int named, Holdings root) {
        Key key = Key.of(asked.caller(), asked.key());
        byte[] fingerprint = Commands.fingerprint(asked.ask());
        List<UUID> group = new ArrayList<>(List.of(root.account().key().member()));
        group.addAll(root.account().merged());
        Row best = null;
        int bestRank = -1;
        for (UUID member : group) {
            Row row = keys.getOrDefault(number(member), Map.of()).get(key.hash());
            if (row != null) {
                UUID whose = row.namedMember() == null ? row.account().member() : row.namedMember();
                int rank = (Arrays.equals(row.fingerprint(), fingerprint) ? 2 : 0) + (number(whose) == named ? 1 : 0);
                best = rank > bestRank ? row : best;
                bestRank = Math.max(rank, bestRank);
            }
        }
        if (best == null) {
            return null;
        }
        return bestRank >= 2
                ? new Told.First(Standings.told(best))
                : new Told.KeyReused(Commands.difference(asked.ask(), asks.get(best.reference())));
    }

    private Told read(Holdings account, Instant clock) {
        return Standings.shown(Decide.asOf(account, account.account().now(clock)));
    }

    private Told gate(int member, Status status, Instant clock) {
        Holdings account = own(member);
        Command gate = new Command.SetStatus(status, ++version);
        apply(account, (Decision)
                Decide.command(account, gate, null, account.account().now(clock)));
        return read(account, clock);
    }

    private Envelope envelope(Asked asked, int named, Holdings account) {
        Origin origin = new Origin(asked.caller(), (short) 1, null, null, null);
        UUID other = account.account().key().member().equals(id(named)) ? null : id(named);
        Instant occurredAt = asked.ask() instanceof Ask.Earn earn ? earn.occurredAt() : null;
        return new Envelope(
                origin,
                Key.of(asked.caller(), asked.key()),
                Commands.fingerprint(asked.ask()),
                null,
                other,
                occurredAt);
    }

    /** The account that stands for a member, opened where there is none. */
    private Holdings root(int member) {
        Holdings account = own(member);
        UUID into = account.account().mergedInto();
        return into == null ? account : root(number(into));
    }

    private Holdings own(int member) {
        return members.computeIfAbsent(member, m -> {
            AccountKey key = AccountKey.of(PROGRAMME, id(m));
            return Holdings.of(Account.opened(key, Status.ACTIVE, 1));
        });
    }

    @Override
    public Standing standing(int member) {
        Holdings account = members.get(member);
        if (account == null) {
            return null;
        }
        return Standings.of(account, holds(account));
    }

    /**
     * Holds that had ended when their member was merged stay where they ended; the model shows them with the
     * survivor.
     */
    private Collection<Hold> holds(Holdings account) {
        if (account.account().mergedInto() != null) {
            return List.of();
        }
        Map<Reference, Hold> all = new TreeMap<>(account.holds());
        account.account()
                .merged()
                .forEach(member -> all.putAll(members.get(number(member)).holds()));
        return all.values();
    }
}
