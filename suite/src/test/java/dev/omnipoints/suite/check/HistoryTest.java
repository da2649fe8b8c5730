package dev.omnipoints.suite.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a history is written and read again, and what is said of a file that is none. */
class HistoryTest {
    private static final String INVOKE = "{'index':0,'time':5,'process':0,'type':'invoke','f':'redeem',"
            + "'value':{'member':'A','key':'k','channel':'WEB','points':100}}";
    private static final String OK = "{'index':1,'time':9,'process':0,'type':'ok','f':'redeem','value':{'seq':7,"
            + "'balance':{'pending':0,'available':50,'held':0,'owed':0},'id':'redeem_x'}}";

    @Test
    void eventsOfOneProcessAreOperations() {
        var nemesis = "{'index':2,'time':9,'process':'nemesis','type':'info','f':'fault','value':'kill -9'}";
        var open = INVOKE.replace("0,'time':5", "3,'time':9").replace("'k'", "'l'");

        assertThat(history(INVOKE, OK, nemesis, open).operations())
                .containsExactly(
                        new Operation(
                                0,
                                1,
                                "0",
                                Verb.REDEEM,
                                Asked.of("A").key("k").channel("WEB").points(100),
                                Type.OK,
                                Told.of(7, new Balance(0, 50, 0, 0)).id("redeem_x")),
                        new Operation(
                                3,
                                Long.MAX_VALUE,
                                "0",
                                Verb.REDEEM,
                                Asked.of("A").key("l").channel("WEB").points(100),
                                Type.INFO,
                                Told.nothing("the history ends")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'index':1 | 'index':0 | index 0 comes after 0",
                "'index':1 | 'index':1.5 | `index` is no whole number",
                "'index':1, | | `index` is missing",
                "'time':9 | 'time':4 | time 4 comes after 5",
                "'process':0 | 'process':1 | process 1 has asked for nothing",
                "'f':'redeem' | 'f':'hold' | process 0 has asked for redeem",
                "'f':'redeem' | 'f':'steal' | Cannot deserialize value of type `dev.omnipoints.suite.check.Verb`",
                "'seq':7, | | value: `balance` goes with `seq`",
                "'seq':7 | 'seq':'7' | Cannot coerce String value",
                "'held':0, | | Cannot map `null` into type `long`",
                "'id': | 'idd': | Unrecognized field \"idd\"",
                "'id':'redeem_x' | 'reason':'MEMBER_OWES' | value: `reason` of what is done",
                "'value': | 'worth': | unknown name `worth`",
                "'type':'ok' | 'type':'fail' | value: `reason` is missing",
                "'type':'ok' | 'type':'info' | value: `seq` of what nobody knows",
                "'id':'redeem_x' | 'asOf':'soon' | value: `soon` is no instant",
                "'redeem_x'}} | 'redeem_x'} | Unexpected end-of-input"
            })
    void aLineThatIsNoneOfAHistoryIsNamed(String part, String instead, String error) {
        var line = OK.replace(part, instead == null ? "" : instead);

        assertThatThrownBy(() -> history(INVOKE, line))
                .isInstanceOf(Unreadable.class)
                .hasMessageStartingWith("h, line 2: ")
                .hasMessageContaining(error);
    }

    @Test
    void whoeverIsGoneAsksForNothing() {
        var info = "{'index':1,'time':9,'process':0,'type':'info','f':'redeem','value':{'error':'timed out'}}";
        var again = INVOKE.replace("'index':0,'time':5", "'index':2,'time':9");

        assertThatThrownBy(() -> history(INVOKE, info, again))
                .hasMessage("h, line 3: process 0 is gone, and asks again");
    }

    @Test
    void aProcessAsksForOneThingAtATime() {
        var again = INVOKE.replace("'index':0", "'index':1");

        assertThatThrownBy(() -> history(INVOKE, again))
                .hasMessage("h, line 2: process 0 asks again before it was told");
    }

    @ParameterizedTest
    @CsvSource({"member", "key", "points"})
    void aRequestSaysWhatItIsAbout(String field) {
        var without = INVOKE.replaceAll(",?'" + field + "':('\\w'|\\d+)", "").replace("{,", "{");

        assertThatThrownBy(() -> history(without)).hasMessage("h, line 1: value: `" + field + "` is missing");
    }

    @Test
    void aFileThatIsNotThereIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> History.read(folder.resolve("none")))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("none cannot be read");
    }

    @Test
    void whatClientsRecordIsReadAgainInTheOrderInWhichItCame(@TempDir Path folder) throws Exception {
        var asked = Asked.of("A").key("k").points(100);
        var file = folder.resolve("history.ndjson");
        try (var recorder = Recorder.into(file)) {
            var one = recorder.client();
            var other = recorder.client();
            one.invoke(Verb.EARN, asked);
            other.invoke(Verb.READ, Asked.of("A"));
            other.ok(Told.of(0, Balance.ZERO));
            one.info("timed out");
            recorder.fault("kill -9 loyalty-service");
            one.invoke(Verb.EARN, asked);
            one.fail(Told.refusal("OVERLOADED"));
            assertThatThrownBy(() -> one.ok(Told.of(1, Balance.ZERO))).isInstanceOf(IllegalStateException.class);
            other.invoke(Verb.READ, Asked.of("A"));
            assertThatThrownBy(() -> other.invoke(Verb.READ, Asked.of("A"))).isInstanceOf(IllegalStateException.class);
        }

        assertThat(History.read(file).operations())
                .containsExactly(
                        new Operation(0, Long.MAX_VALUE, "0", Verb.EARN, asked, Type.INFO, Told.nothing("timed out")),
                        new Operation(1, 2, "1", Verb.READ, Asked.of("A"), Type.OK, Told.of(0, Balance.ZERO)),
                        new Operation(5, 6, "2", Verb.EARN, asked, Type.FAIL, Told.refusal("OVERLOADED")),
                        new Operation(
                                7,
                                Long.MAX_VALUE,
                                "1",
                                Verb.READ,
                                Asked.of("A"),
                                Type.INFO,
                                Told.nothing("the history ends")));
    }

    private static History history(String... lines) {
        return History.of(
                "h",
                List.of(lines).stream().map(line -> line.replace('\'', '"')).toList());
    }
}
