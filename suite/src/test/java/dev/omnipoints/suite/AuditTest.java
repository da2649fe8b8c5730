package dev.omnipoints.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AuditTest {
    private final RunningSuite suite = RunningSuite.get();

    @Test
    void findsAByteThatASuperuserFlippedAndNamesItsRow() throws Exception {
        var name = Sales.unique();
        Sales.enrol(name);
        var sale = Sales.post("/v1/sales", Sales.unique(), Sales.body(Sales.unique(), name, 4250));
        var member = sale.body().path("memberId").asText();
        assertThat(audit().code()).isZero();
        flip(member);
        try {
            var audit = audit();
            assertThat(audit.output()).contains("LIE FOUND: journal demo/" + member + "/1: ");
            assertThat(audit.code()).isOne();
        } finally {
            flip(member);
        }
        assertThat(audit().code()).isZero();
    }

    private Cli.Result audit() throws Exception {
        return Cli.run("audit", "--data", suite.folder());
    }

    private void flip(String member) throws Exception {
        try (var connection = suite.superuser("loyalty");
                var update = connection.prepareStatement("UPDATE journal"
                        + " SET fingerprint = set_byte(fingerprint, 3, get_byte(fingerprint, 3) # 1)"
                        + " WHERE member = ?::uuid AND seq = 1")) {
            update.setString(1, member);
            assertThat(update.executeUpdate()).isOne();
        }
    }
}
