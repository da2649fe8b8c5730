package dev.omnipoints.suite.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;

/** A history that a test tells as a ledger does, but for what the test is about. Members are A and B. */
abstract class Story {
    final SimulatedLedger ledger = new SimulatedLedger();
    final Script script = new Script();
    private int keys;

    final Asked a() {
        return Asked.of("A").key("k" + keys++);
    }

    /** Asked and told, as the ledger does it; the id that it answers. */
    final String done(int process, Verb verb, Asked asked) {
        script.invoke(process, verb, asked);
        var answer = ledger.take(verb, asked);
        script.complete(process, answer);
        return answer.told().id();
    }

    final void told(int process, Verb verb, Asked asked, Told told) {
        script.invoke(process, verb, asked);
        script.ok(process, told);
    }

    final Told written(Kind kind, long points, long free) {
        ledger.write("A", kind, points, free, 0, null, null);
        return ledger.read("A").points(points);
    }

    final List<Violation> judged() {
        end("A", UnaryOperator.identity());
        end("B", UnaryOperator.identity());
        return Checker.check(script.history());
    }

    final void end(String member, UnaryOperator<Told> tampered) {
        told(99, Verb.STATEMENT, Asked.of(member), tampered.apply(ledger.statement(member)));
    }

    final void assertRefused(String operation, String... why) {
        var violations = judged();
        assertThat(violations).isNotEmpty();
        assertThat(violations.getFirst().operation().named()).contains(operation);
        assertThat(violations.getFirst().why()).contains(why);
    }
}
