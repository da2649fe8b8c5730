package dev.omnipoints.loyalty.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.loyalty.v1.GetBalanceResponse;
import dev.omnipoints.contracts.type.v1.Balance;
import dev.omnipoints.loyalty.model.Ask;
import dev.omnipoints.loyalty.model.Asked;
import dev.omnipoints.loyalty.model.Match;
import dev.omnipoints.loyalty.model.Rules;
import dev.omnipoints.loyalty.model.Standing;
import dev.omnipoints.loyalty.model.Together;
import dev.omnipoints.loyalty.model.Told;
import dev.omnipoints.loyalty.posting.Stored;
import dev.omnipoints.loyalty.programme.Programmes;
import dev.omnipoints.loyalty.programme.RuleSets;
import io.vertx.sqlclient.Pool;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The running service, asked over gRPC in the model's words; what is asked together is sent at once, over one
 * connection. A programme of its own is all that it has.
 */
final class ServedSubject implements Together {

    private static final int SALE_AGE_DAYS = 90;
    private static final int LOOK_EACH = 3;
    /** With their twins no more than a lane takes of one member before it looks at the others. */
    private static final int SHARE = 8;

    private static final int SLOW_SECONDS = 3;
    private static final int GIVEN_UP_SECONDS = 40;

    private final Connection owner;
    private final Programmes programmes;
    private final String programme;
    private final Stored stored;
    private final Ids ids;
    private final Requests requests;
    private final Looks looks;
    private final Answers answers;
    private final Map<String, Long> beside;
    private int version;
    private int waves;

    /**
     * @param owner of the database, for its clock and its journal
     * @param programme that is not there yet
     * @param beside counts what was asked beside the commands
     */
    ServedSubject(Connection owner, Pool pool, Programmes programmes, String programme, Map<String, Long> beside) {
        this.owner = owner;
        this.programmes = programmes;
        this.programme = programme;
        this.beside = beside;
        stored = new Stored(pool, programme);
        Signed signed = new Signed(programme);
        ids = new Ids(owner, programme);
        requests = new Requests(signed, ids);
        looks = new Looks(signed);
        answers = new Answers(ids, looks);
        // Calls that wait for the connection go out in any order, those after it in the order in which they are sent.
        await(Answer.to(requests.balance(1)));
    }

    @Override
    public void rules(Rules rules) {
        RuleSets.insert(owner, programmes, programme, ++version, SALE_AGE_DAYS, rules);
    }

    @Override
    public boolean sells() {
        return true;
    }

    @Override
    public Duration saleAge() {
        return Duration.ofDays(SALE_AGE_DAYS);
    }

    @Override
    public boolean knowsWhatWasLeftOut() {
        return false;
    }

    @Override
    public boolean mayGoWith(List<Asked> before, Ask next) {
        int member = lane(next);
        return before.stream().filter(asked -> lane(asked.ask()) == member).count() < SHARE;
    }

    /** By whom a command finds its way. */
    private static int lane(Ask ask) {
        return switch (ask) {
            case Ask.Merge merge -> merge.survivor();
            case Ask.Unmerge undo -> undo.survivor();
            default -> Match.named(ask).getFirst();
        };
    }

    @Override
    public Told ask(Asked asked) {
        return askAll(List.of(asked)).getFirst();
    }

    private record Sent(Asked asked, Twin twin, CompletableFuture<Answer> answer) {}

    @Override
    public List<Told> askAll(List<Asked> together) {
        try {
            StandingClock.set(owner, together.getFirst().at());
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        List<Told> told = new ArrayList<>();
        List<Sent> sent = new ArrayList<>();
        for (Asked asked : together) {
            if (waitsForId(asked.ask())) {
                told.addAll(told(sent));
                sent.clear();
            }
            if (!(asked.ask() instanceof Ask.Read)) {
                Twin twin = Twin.of(asked, requests);
                sent.add(new Sent(asked, twin, Answer.to(requests.send(asked))));
            }
        }
        told.addAll(told(sent));
        Asked last = together.getLast();
        if (last.ask() instanceof Ask.Read(int member)) {
            told.add(shown(member));
        }
        return told;
    }

    /** An operation's id says its kind, so a client has to be told it first. */
    private boolean waitsForId(Ask ask) {
        return switch (ask) {
            case Ask.Confirm(Ask.Ref earn) -> ids.known(earn) == null;
            case Ask.Reverse(Ask.Ref original, Long points) -> ids.known(original) == null;
            default -> false;
        };
    }

    private List<Told> told(List<Sent> sent) {
        List<Told> told = new ArrayList<>();
        await(sent);
        for (Sent one : sent) {
            told.add(told(one));
        }
        if (waves++ % LOOK_EACH == 0) {
            look(sent, told);
        }
        return told;
    }

    /** Into what became of one of them; after a merge or its undo a key may be another's. */
    private void look(List<Sent> sent, List<Told> told) {
        boolean regrouped = sent.stream()
                .anyMatch(one ->
                        one.asked().ask() instanceof Ask.Merge || one.asked().ask() instanceof Ask.Unmerge);
        if (!sent.isEmpty() && !regrouped) {
            int at = waves % sent.size();
            if (looks.confirm(
                    sent.get(at).asked(), told.get(at), sent.get(at).answer().join())) {
                beside.merge("look-up told the same", 1L, Long::sum);
            }
        }
    }

    private Told told(Sent sent) {
        if (sent.asked().ask() instanceof Ask.SetStatus(int member, Ask.Status status)) {
            return shown(member);
        }
        Told told = answers.told(sent.asked(), sent.answer().join());
        if (sent.twin() != null) {
            Answer answer = sent.twin().answer().join();
            Told twin = answers.told(sent.asked(), answer);
            assertThat(twin)
                    .as("the twin of %s, told %s", sent.asked(), told)
                    .isEqualTo(sent.twin().expected().apply(told));
            if (answer.problem() != null) {
                beside.merge("twin refused " + answer.reason(), 1L, Long::sum);
            }
        }
        return told;
    }

    private Told shown(int member) {
        CompletableFuture<Answer> answer = Answer.to(requests.balance(member));
        await(answer);
        Balance balance = ((GetBalanceResponse) answer.join().message()).getBalance();
        assertThat(looks.newest(member)).isEqualTo(balance.getSeq());
        return Answers.shown(balance);
    }

    /** A slow answer is looked into while it is slow; one that says that the service cannot is a failure. */
    private void await(List<Sent> sent) {
        await(CompletableFuture.allOf(sent.stream()
                .flatMap(one -> one.twin() == null
                        ? Stream.of(one.answer())
                        : Stream.of(one.twin().answer(), one.answer()))
                .toArray(CompletableFuture[]::new)));
        for (Sent one : sent) {
            Answer answer = one.answer().join();
            if (Trouble.is(answer)) {
                throw new AssertionError(
                        one.asked() + " was answered " + answer.problem() + "\nseen after it" + Trouble.seen(owner));
            }
        }
    }

    private void await(CompletableFuture<?> answers) {
        try {
            try {
                answers.get(SLOW_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException slow) {
                System.out.println("no answer within " + SLOW_SECONDS + " s; seen then" + Trouble.seen(owner));
                answers.get(GIVEN_UP_SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException failed) {
            throw new AssertionError("no answer" + Trouble.seen(owner), failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
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
