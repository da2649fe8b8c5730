package dev.omnipoints.loyalty.audit;

import dev.omnipoints.loyalty.posting.LedgerRoot;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The `verify-roots` mode: holds published roots against their signatures and each other. Needs neither database nor
 * service, so that anyone can run it who keeps what was published.
 */
public final class VerifyRootsMain {

    private static final String USAGE = "usage: verify-roots [--keys id=key,id=key] FILE...";
    private static final int TRUE = 0;
    private static final int LIE_FOUND = 1;
    private static final int NOT_RUN = 2;

    private VerifyRootsMain() {}

    /**
     * Exit codes: 0 all is true, 1 a lie was found, 2 it could not run.
     *
     * @param arguments files, a page each in their order; before them perhaps `--keys` and public keys, base64 of
     *     X.509 SPKI DER
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        List<String> files = new ArrayList<>(arguments);
        Map<String, PublicKey> given = null;
        if (!files.isEmpty() && files.getFirst().equals("--keys") && files.size() > 1) {
            try {
                given = RootKey.publicKeys(files.get(1));
            } catch (IllegalArgumentException malformed) {
                err.println("verify-roots: --keys is " + malformed.getMessage() + "; mend it and run it again.");
                return NOT_RUN;
            }
            files = files.subList(2, files.size());
        }
        if (files.isEmpty() || files.getFirst().startsWith("--")) {
            err.println(USAGE);
            return NOT_RUN;
        }
        PublishedRoots published = new PublishedRoots();
        for (String file : files) {
            try {
                published.add(Path.of(file));
            } catch (IOException | IllegalArgumentException unreadable) {
                err.println("verify-roots: " + file + " is no page of GET /v1/admin/ledger/roots: "
                        + unreadable.getMessage());
                return NOT_RUN;
            }
        }
        return verify(published, given, out);
    }

    private static int verify(PublishedRoots published, Map<String, PublicKey> given, PrintStream out) {
        try {
            published.check(given == null ? published.keys() : given);
        } catch (Lie lie) {
            out.println("LIE FOUND: " + lie.getMessage());
            return LIE_FOUND;
        }
        List<LedgerRoot> roots = published.roots();
        if (roots.isEmpty()) {
            out.println("There is no root yet.");
            return TRUE;
        }
        LedgerRoot first = roots.getFirst();
        LedgerRoot last = roots.getLast();
        out.printf(Locale.ROOT, "daily roots       %,d, of %s to %s%n", roots.size(), first.day(), last.day());
        out.printf(Locale.ROOT, "the last is of    %,d rows in %,d accounts%n", last.rows(), last.accounts());
        if (!Arrays.equals(first.before(), LedgerRoot.START)) {
            out.println("before the first  " + HexFormat.of().formatHex(first.before()) + " (not among these)");
        }
        if (given == null) {
            published
                    .keys()
                    .forEach((id, key) -> out.println(
                            "key " + id + " is the answer's own word: SHA-256 " + RootKey.fingerprint(key)));
            out.println("Compare it with what you got in another way, or give that by --keys.");
        }
        out.println("verified: signatures and the chain of roots agree");
        return TRUE;
    }
}
