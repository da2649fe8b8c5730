package dev.omnipoints.loyalty.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.omnipoints.loyalty.posting.LedgerRoot;
import dev.omnipoints.loyalty.posting.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Roots as they are published (`GET /v1/admin/ledger/roots`), of one or more pages, held against each other. */
final class PublishedRoots {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<LedgerRoot> roots = new ArrayList<>();
    private final Map<String, PublicKey> keys = new TreeMap<>();

    /**
     * Adds a page; pages come in their order.
     *
     * @throws IOException where the file cannot be read
     * @throws IllegalArgumentException where it is no such page, saying why
     */
    void add(Path file) throws IOException {
        JsonNode page = JSON.readTree(Files.readAllBytes(file));
        if (!page.path("entries").isArray() || !page.path("keys").isArray()) {
            throw new IllegalArgumentException("it has no `entries` and `keys`");
        }
        for (JsonNode key : page.path("keys")) {
            keys.put(text(key, "id"), RootKey.publicKey(text(key, "publicKey")));
        }
        for (JsonNode entry : page.path("entries")) {
            roots.add(root(entry));
        }
    }

    /** Oldest first. */
    List<LedgerRoot> roots() {
        return roots;
    }

    /** As the pages themselves tell them, by their ids. */
    Map<String, PublicKey> keys() {
        return keys;
    }

    /**
     * Holds signatures, days and the chain of roots against each other.
     *
     * @throws Lie where one is not as it must be
     */
    void check(Map<String, PublicKey> verifying) {
        LedgerRoot last = null;
        for (LedgerRoot root : roots) {
            String where = "root of " + root.day();
            PublicKey key = verifying.get(root.keyId());
            if (key == null) {
                throw new Lie(where, "is signed by key " + root.keyId() + ", which is not among those that verify");
            }
            if (!RootKey.verifies(key, root.statement(), root.signature())) {
                throw new Lie(where, "is not what was signed");
            }
            if (last != null) {
                follows(where, last, root);
            }
            last = root;
        }
    }

    private static void follows(String where, LedgerRoot last, LedgerRoot root) {
        if (!root.day().isAfter(last.day())) {
            throw new Lie(where, "comes after that of " + last.day() + ": give each page once, in their order");
        }
        if (!Arrays.equals(root.before(), last.root())) {
            throw new Lie(where, "the root before it is missing or another");
        }
        if (root.rows() < last.rows() || root.accounts() < last.accounts()) {
            throw new Lie(where, "has fewer rows or accounts than the one before it");
        }
    }

    private static LedgerRoot root(JsonNode entry) {
        try {
            return new LedgerRoot(
                    LocalDate.parse(text(entry, "day")),
                    Long.parseLong(text(entry, "cluster")),
                    Snapshot.parse(text(entry, "cut")),
                    number(entry, "accounts"),
                    number(entry, "rows"),
                    HexFormat.of().parseHex(text(entry, "before")),
                    HexFormat.of().parseHex(text(entry, "root")),
                    text(entry, "keyId"),
                    Base64.getDecoder().decode(text(entry, "signature")));
        } catch (RuntimeException malformed) {
            throw new IllegalArgumentException("an entry is no root: " + malformed.getMessage());
        }
    }

    private static String text(JsonNode node, String name) {
        if (!node.path(name).isTextual()) {
            throw new IllegalArgumentException("`" + name + "` is no text");
        }
        return node.path(name).textValue();
    }

    private static long number(JsonNode node, String name) {
        if (!node.path(name).isIntegralNumber() || !node.path(name).canConvertToLong()) {
            throw new IllegalArgumentException("`" + name + "` is no whole number");
        }
        return node.path(name).longValue();
    }
}
