package dev.omnipoints.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DemoTest {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private final RunningSuite suite = RunningSuite.get();

    @Test
    void tellsOneCustomerInThreeChannelsAndTheLedgerVerifies() throws Exception {
        var demo = Cli.run("demo", "--data", suite.folder());
        assertThat(withoutWhatChanges(demo.output()))
                .startsWith("""
                        One customer, three channels

                        STORE    Ada takes a card, <card>, at the till of PAR-012: balance 0.
                        STORE    Four serums at the till, 107.64 EUR: 107 points, balance 107.
                        APP      The app shows it at once: 107 points.
                        WEB      A day cream in the web shop, 24.90 EUR: 24 points, balance 131.
                        APP      The same balance: 131 points.
                        STORE    The till lost the answer and sends the first sale again: \
                        the same answer, no new points.
                        APP      Nothing changed: 131 points.
                        WEB      Ada reserves 100 points, worth 1.00 EUR, for a lipstick that she will collect: \
                        balance 31.
                        APP      What is reserved cannot be spent twice: 31 points.
                        STORE    She collects it at the till, and the reserved 100 points are spent: balance 31.
                        CARE     The serums come back, and so must their 107 points: \
                        31 are still there, 76 are owed, balance -76.
                        APP      The app shows what is owed: -76 points.
                        STORE    A perfume at the till, 120.00 EUR: 120 points, balance 44.
                                 76 of these points repay what was owed, before anything else.
                        CARE     50 points for the trouble, to be spent until the end of <day>: balance 94.
                        CLOCK    It is noon of <next> by the ledger's test clock. Such a clock is for tests:
                                 the service cannot move it, and in production it refuses to start \
                        where it was moved.
                        APP      The gift is over: 44 points.
                        STORE    A lip balm at the till, 15.00 EUR: 15 points, balance 59.
                        CLOCK    Set back to the time of day.
                        APP      What has expired stays so: 59 points.
                        APP      The statement, newest first:
                                   Date        Channel  Store    What                            Points  Balance
                                   <next>      STORE    PAR-012  Sale                               +15       59
                                   <next>                        Expired                            -50       44
                                   <day>                         Given by care                      +50       94
                                   <day>       STORE    PAR-012  Sale                              +120       44
                                   <day>                         Taken back                        -107      -76
                                   <day>       STORE    PAR-012  Paid with points, 100 held           0       31
                                   <day>       WEB               Reserved                          -100       31
                                   <day>       WEB      WEB-EU   Sale                               +24      131
                                   <day>       STORE    PAR-012  Sale                              +107      107
                        AUDIT    Every account is recounted from its journal:
                        """)
                .endsWith("\nOne customer, three channels, one balance, and the ledger verifies.\n");
        assertThat(demo.code()).isZero();
        assertThat(suite.ask("loyalty", "SELECT shift FROM test_clock")).isEqualTo("00:00:00");
    }

    /** The card, and the two days: that of the next day stands in as many columns as the other. */
    private static String withoutWhatChanges(String output) {
        List<String> dates = DATE.matcher(output)
                .results()
                .map(found -> found.group())
                .sorted()
                .distinct()
                .toList();
        var told = output.replaceAll("299\\d{10}", "<card>");
        for (String date : dates) {
            var name = date.equals(dates.getLast()) ? "<next>" : "<day>";
            told = told.replaceAll(date + "(?=  )", String.format("%-10s", name))
                    .replace(date, name);
        }
        return told;
    }
}
