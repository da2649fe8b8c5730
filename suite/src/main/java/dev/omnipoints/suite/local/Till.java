package dev.omnipoints.suite.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The API clients of the local suite, one a selling channel for the whole programme and one till bound to its place.
 */
enum Till {
    STORE("demo-store", List.of("CLAIMS", "OTHER_TERMINALS")),
    WEB("demo-web", List.of("ASSERTS_MEMBER", "OTHER_TERMINALS")),
    APP("demo-app", List.of("ASSERTS_MEMBER", "OTHER_TERMINALS")),
    SALON("demo-salon", List.of("OTHER_TERMINALS")),
    CALL_CENTRE("demo-call-centre", List.of("CLAIMS", "OTHER_TERMINALS"));

    /** The till bound to one store and terminal. */
    static final String BOUND = "till-par-012-t3";

    static final String BOUND_STORE = "PAR-012";
    static final String BOUND_TERMINAL = "T3";

    private final String client;
    private final List<String> grants;

    Till(String client, List<String> grants) {
        this.client = client;
        this.grants = grants;
    }

    String client() {
        return client;
    }

    /** The gateway's bootstrap file: ids, hashes and grants, no key. */
    static Map<String, Object> bootstrap(Map<String, String> keys, String programme) {
        var clients = new ArrayList<Map<String, Object>>();
        for (var till : values()) {
            clients.add(entry(till.client, programme, till.name(), keys.get(till.client), till.grants, Map.of()));
        }
        var place = new TreeMap<String, Object>(Map.of("stores", List.of(BOUND_STORE), "terminal", BOUND_TERMINAL));
        clients.add(entry(BOUND, programme, STORE.name(), keys.get(BOUND), List.of(), place));
        return Map.of("clients", clients);
    }

    private static Map<String, Object> entry(
            String id, String programme, String channel, String key, List<String> grants, Map<String, Object> scope) {
        var entry = new TreeMap<String, Object>();
        entry.put("id", id);
        entry.put("programme", programme);
        entry.put("channel", channel);
        entry.put("keys", List.of(Map.of("sha256", Secrets.sha256(key))));
        entry.put("grants", grants);
        if (!scope.isEmpty()) {
            entry.put("scope", scope);
        }
        return entry;
    }
}
