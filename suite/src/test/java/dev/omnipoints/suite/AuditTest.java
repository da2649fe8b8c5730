package dev.omnipoints.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
    private static final String ROOTS = "/v1/admin/ledger/roots";

    private final RunningSuite suite = RunningSuite.get();

    @TempDir
    Path folder;

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

    /** On one machine the day's root is written within seconds of the first sale. */
    @Test
    void publishedRootsAreVerifiedByThemselvesAndAChangedOneIsFound() throws Exception {
        var name = Sales.unique();
        Sales.enrol(name);
        Sales.post("/v1/sales", Sales.unique(), Sales.body(Sales.unique(), name, 4250));
        var gateway = suite.gateway();
        var token = gateway.staffToken("finance");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !gateway.get(ROOTS, token).body().path("entries").isEmpty());

        var verified = Cli.run("verify-roots", "--data", suite.folder());
        assertThat(verified.output()).contains("verified: signatures and the chain of roots agree");
        assertThat(verified.code()).isZero();

        var page = folder.resolve("page.json");
        var kept = gateway.get(ROOTS, token).body().toString();
        Files.writeString(page, kept);
        assertThat(Cli.run("verify-roots", page).code()).isZero();
        Files.writeString(page, kept.replaceFirst("\"rows\":", "\"rows\":1"));
        var found = Cli.run("verify-roots", page);
        assertThat(found.output()).contains("LIE FOUND: root of ").contains("is not what was signed");
        assertThat(found.code()).isOne();
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
