package dev.omnipoints.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoTest {
    @Test
    void tellsOneCustomerInThreeChannelsAndTheLedgerVerifies() throws Exception {
        var demo = Cli.run("demo", "--data", RunningSuite.get().folder());
        var told = demo.output().replaceAll("299\\d{10}", "<card>");
        assertThat(told)
                .startsWith("""
                        One customer, three channels

                        STORE    Ada takes a card, <card>, at the till of PAR-012: balance 0.
                        STORE    Two serums at the till, 53.82 EUR: 53 points, balance 53.
                        APP      The app shows it at once: 53 points.
                        WEB      A day cream in the web shop, 24.90 EUR: 24 points, balance 77.
                        APP      The same balance: 77 points.
                        APP      The statement, newest first:
                                   WEB    EARN    +24  balance 77
                                   STORE  EARN    +53  balance 53
                        STORE    The till lost the answer and sends the first sale again: \
                        the same answer, no new points.
                        APP      Nothing changed: 77 points.
                        AUDIT    Every account is recounted from its journal:
                        """)
                .endsWith("\nOne customer, three channels, one balance, and the ledger verifies.\n");
        assertThat(demo.code()).isZero();
    }
}
