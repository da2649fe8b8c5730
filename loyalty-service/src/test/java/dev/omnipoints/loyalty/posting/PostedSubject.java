package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Commands;
import dev.omnipoints.loyalty.ledger.Envelope;
import dev.omnipoints.loyalty.ledger.Key;
import dev.omnipoints.loyalty.ledger.Origin;
import dev.omnipoints.loyalty.ledger.Standings;
import dev.omnipoints.loyalty.ledger.Status;
import dev.omnipoints.loyalty.model.Ask;
import dev.omnipoints.loyalty.model.Asked;
import dev.omnipoints.loyalty.model.Rules;
import dev.omnipoints.loyalty.model.Standing;
import dev.omnipoints.loyalty.model.Together;
import dev.omnipoints.loyalty.model.Told;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The real posting over a real database, asked in the model's words; two instances take turns. */
final class PostedSubject implements Together {

    /** No more than a lane takes of one member before it looks at the others. */
    private static final int MOST = 16;

    private final RealLedger ledger;
    private final String programme;
    private final boolean oneBucket;
    private final List<Lanes> instances;
    private final Stored stored;
    private final Ledger reads;
    private Rules rules;
    private long version = 1;
    private int turn;

    /**
     * @param instances of one lane each: what is sent in an order is decided in it
     * @param programme of which there is nothing yet
     */
    PostedSubject(RealLedger ledger, List<Lanes> instances, Pool pool, String programme, boolean oneBucket) {
        this.ledger = ledger;
        this.instances = instances;
        this.stored = new Stored(pool, programme);
        this.programme = programme;
        this.oneBucket = oneBucket;
        this.reads = new Ledger(pool);
    }

    @Override
    public void rules(Rules changed) {
        rules = changed;
    }

    @Override
    public Told ask(Asked asked) {
        return askAll(List.of(asked)).getFirst();
    }

    @Override
    public boolean mayGoWith(List<Asked> before, Ask next) {
        Ask first = before.getFirst().ask();
        return before.size() < MOST
                && (!oneBucket || key(first(first)).bucket() == key(first(next)).bucket());
    }

    @Override
    public boolean knowsWhatWasLeftOut() {
        return false;
    }

    @Override
    public List<Told> askAll(List<Asked> together) {
        ledger.clock(together.getFirst().at());
        Lanes lanes = instances.get(turn++ % instances.size());
        List<Future<Told>> answers =
                together.stream().map(asked -> told(lanes, asked)).toList();
        List<Told> told = new ArrayList<>();
        answers.forEach(answer -> told.add(answer == null ? null : RealLedger.await(answer)));
        for (int i = 0; i < told.size(); i++) {
            if (told.get(i) == null) {
                told.set(i, shown(first(together.get(i).ask())));
            }
        }
        return told;
    }

    /** Null, now or in the end: what is shown after all the others. */
    private Future<Told> told(Lanes lanes, Asked asked) {
        if (!Commands.inRange(asked.ask())) {
            return Future.succeededFuture(new Told.Rejected("POINTS_OUT_OF_RANGE"));
        }
        if (isRefusedAtTheDoor(asked.ask())) {
            return Future.succeededFuture(new Told.Rejected("FIELD_INVALID"));
        }
        if (asked.ask() instanceof Ask.Read) {
            return null;
        }
        return lanes.submit(posting(asked)).map(PostedSubject::told);
    }

    private static boolean isRefusedAtTheDoor(Ask ask) {
        return switch (ask) {
            case Ask.Transfer(int from, int to, long points) -> from == to;
            case Ask.Merge(int member, int survivor) -> member == survivor;
            case Ask.Hold(int member, long points, int seconds) -> seconds < 1 || seconds > 604_800;
            default -> false;
        };
    }

    private Posting posting(Asked asked) {
        Ask ask = asked.ask();
        if (ask instanceof Ask.SetStatus(int member, Ask.Status status)) {
            Command gate = new Command.SetStatus(Status.valueOf(status.name()), ++version);
            Envelope envelope = new Envelope(Origin.LEDGER, Key.of("", ""), new byte[0], null, null, null);
            return Posting.of(account(member), now -> gate, envelope);
        }
        return Postings.of(programme, rules, asked, null);
    }

    private static Told told(Posted posted) {
        return switch (posted) {
            case Posted.Done(var row, byte[] sale, boolean again, boolean otherKey) ->
                again ? new Told.First(Standings.told(row)) : Standings.told(row);
            case Posted.Refused(var row, boolean again) ->
                again ? new Told.First(Standings.told(row)) : Standings.told(row);
            case Posted.KeyReused(String field) -> new Told.KeyReused(field);
            case Posted.Rejected(var reason) -> new Told.Rejected(Commands.reason(reason));
            case Posted.Settled settled -> null;
            default -> throw new AssertionError("Nobody asked for " + posted);
        };
    }

    private Told shown(int member) {
        return Standings.shown(
                RealLedger.await(reads.view(account(member), 10, null)).account());
    }

    /** Whose lane it goes to. */
    private static int first(Ask ask) {
        return switch (ask) {
            case Ask.Transfer transfer -> transfer.from();
            case Ask.Merge merge -> merge.survivor();
            case Ask.Unmerge undo -> undo.survivor();
            case Ask.SetStatus gate -> gate.member();
            case Ask.Read read -> read.member();
            default ->
                Commands.reference(ask) == null
                        ? Commands.member(ask)
                        : Commands.reference(ask).member();
        };
    }

    private Account account(int member) {
        return Postings.account(programme, member);
    }

    private AccountKey key(int member) {
        return account(member).key();
    }

    @Override
    public Standing standing(int member) {
        return stored.standings(List.of(member)).get(member);
    }

    @Override
    public Map<Integer, Standing> standings(Set<Integer> members) {
        return stored.standings(members);
    }
}
