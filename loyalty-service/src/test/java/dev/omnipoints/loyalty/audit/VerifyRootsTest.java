package dev.omnipoints.loyalty.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.posting.LedgerRoot;
import dev.omnipoints.loyalty.posting.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Published roots, verified by themselves. */
class VerifyRootsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-20");

    @TempDir
    Path folder;

    private KeyPair key;
    private String publicKey;
    private final List<LedgerRoot> roots = new ArrayList<>();

    @BeforeEach
    void threeDays() throws NoSuchAlgorithmException {
        key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        publicKey = base64(key.getPublic().getEncoded());
        byte[] before = LedgerRoot.START;
        for (int day = 0; day < 3; day++) {
            byte[] root = new byte[32];
            Arrays.fill(root, (byte) (day + 1));
            roots.add(root(DAY.plusDays(day), 10L * (day + 1), before, root));
            before = root;
        }
    }

    @Test
    void whatWasSignedIsVerifiedWithNothingElse() throws IOException {
        assertThat(verify(page(roots)))
                .startsWith("0 daily roots       3, of 2026-11-20 to 2026-11-22\n"
                        + "the last is of    30 rows in 3 accounts\nkey 1 is the answer's own word: SHA-256 ")
                .endsWith("\nverified: signatures and the chain of roots agree\n");
    }

    @Test
    void pagesAreTakenInTheirOrderAndAGivenKeyIsBelievedAlone() throws Exception {
        Path first = page(roots.subList(0, 2));
        Path second = page(roots.subList(2, 3));
        assertThat(verify("--keys", "1=" + publicKey, first, second))
                .startsWith("0 daily roots       3,")
                .doesNotContain("own word");
        assertThat(verify("--keys", "1=" + publicKey, second))
                .startsWith("0 ")
                .contains("before the first  " + "02".repeat(32) + " (not among these)");
        assertThat(verify(second, first)).startsWith("1 LIE FOUND: root of 2026-11-20: comes after that of 2026-11-22");

        String other = base64(KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPublic()
                .getEncoded());
        assertThat(verify("--keys", "1=" + other, first)).startsWith("1 LIE FOUND: root of 2026-11-20: is not what");
        assertThat(verify("--keys", "2=" + publicKey, first))
                .startsWith("1 LIE FOUND: root of 2026-11-20: is signed by key 1, which is not among those");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21, 2026-11-23",
        "\"cluster\":\"7300000000000000001\", \"cluster\":\"7300000000000000002\"",
        "10:20:12, 10:20:13",
        "\"rows\":20, \"rows\":21",
        "\"accounts\":2, \"accounts\":1",
        "0202, 0203"
    })
    void whatWasChangedSinceIsFound(String signed, String changed) throws IOException {
        Path page = page(roots);
        Files.writeString(page, Files.readString(page).replaceFirst(signed, changed));

        assertThat(verify(page)).startsWith("1 LIE FOUND: root of ").contains("is not what was signed");
    }

    @Test
    void aRootThatWasLeftOutIsFound() throws IOException {
        roots.remove(1);

        assertThat(verify(page(roots)))
                .isEqualTo("1 LIE FOUND: root of 2026-11-22: the root before it is missing or another\n");
    }

    @Test
    void rowsThatBecameFewerAreFoundThoughSigned() throws IOException {
        roots.add(root(DAY.plusDays(3), 29, roots.getLast().root(), new byte[32]));

        assertThat(verify(page(roots)))
                .isEqualTo("1 LIE FOUND: root of 2026-11-23: has fewer rows or accounts than the one before it\n");
    }

    @Test
    void beforeTheFirstRootThereIsNothingToVerify() throws IOException {
        assertThat(verify(page(List.of()))).isEqualTo("0 There is no root yet.\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"entries\": [], \"keys\": [{\"id\": \"1\", \"publicKey\": \"x\"}]}",
                "{\"entries\": [{\"day\": \"x\"}], \"keys\": []}",
                "{\"entries\": [{}], \"keys\": []}"
            })
    void whatIsNoPageIsTold(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("no.json"), content);

        assertThat(verify(file)).startsWith("2 verify-roots: " + file + " is no page of GET /v1/admin/ledger/roots: ");
    }

    @Test
    void wrongUsageIsTold() {
        assertThat(verify()).startsWith("2 usage: verify-roots ");
        assertThat(verify("--keys", "x")).startsWith("2 verify-roots: --keys is no list of id=key,id=key");
        assertThat(verify("--keys")).startsWith("2 usage: ");
        assertThat(verify(folder.resolve("missing.json"))).startsWith("2 verify-roots: ");
    }

    private LedgerRoot root(LocalDate day, long rows, byte[] before, byte[] root) {
        Snapshot cut = new Snapshot(10, 20, 12);
        LedgerRoot unsigned =
                new LedgerRoot(day, 7_300_000_000_000_000_001L, cut, (rows + 9) / 10, rows, before, root, "1", null);
        return unsigned.signed(RootKey.sign(key.getPrivate(), unsigned.statement()));
    }

    private Path page(List<LedgerRoot> some) throws IOException {
        String entries = some.stream()
                .map(root -> """
                        {"day":"%s","cluster":"%d","cut":"%s","accounts":%d,"rows":%d,"before":"%s","root":"%s",\
                        "keyId":"%s","signature":"%s"}""".formatted(
                                root.day(),
                                root.cluster(),
                                root.cut(),
                                root.accounts(),
                                root.rows(),
                                HexFormat.of().formatHex(root.before()),
                                HexFormat.of().formatHex(root.root()),
                                root.keyId(),
                                base64(root.signature())))
                .collect(Collectors.joining(","));
        Path file = Files.createTempFile(folder, "page", ".json");
        return Files.writeString(
                file, "{\"entries\":[" + entries + "],\"keys\":[{\"id\":\"1\",\"publicKey\":\"" + publicKey + "\"}]}");
    }

    private static String verify(Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        List<String> texts = Arrays.stream(arguments).map(Object::toString).toList();
        int exit = VerifyRootsMain.run(texts, print, print);
        return exit + " " + out.toString(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
