package dev.omnipoints.loyalty.posting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Tests on a real ledger of their class's own, which an audit finds true after each of them. */
abstract class OnRealLedger {

    static RealLedger ledger;

    @BeforeAll
    static void startLedger() {
        ledger = new RealLedger();
    }

    @AfterAll
    static void stopLedger() {
        ledger.close();
    }

    @AfterEach
    void ledgerIsTrue() {
        assertThat(ledger.audit()).startsWith("0 ");
    }
}
