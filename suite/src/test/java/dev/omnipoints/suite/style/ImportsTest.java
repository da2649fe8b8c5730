package dev.omnipoints.suite.style;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.suite.style.Sources.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Imports go one way (docs/architecture.md, "House rules"). */
class ImportsTest {
    private static final String OURS = "dev.omnipoints.";
    private static final String CONTRACTS = OURS + "contracts.";
    private static final Pattern LEDGER_TABLES =
            Pattern.compile("(?i)\\b(?:from|join|into|update|table|delete from)\\s+(?:journal|account|lot|hold)\\b");
    private static final Pattern DOOR = Pattern.compile("\\b(\\w+(?:Grpc|Resource))\\b");

    @Test
    void theHeartImportsNothingButJava() {
        List<String> foreign = new ArrayList<>();
        for (Source source : mainOf("loyalty-service")) {
            if (source.packageName().equals("dev.omnipoints.loyalty.ledger")) {
                source.imported().stream()
                        .filter(name -> !name.startsWith("java.") && !name.startsWith(source.packageName()))
                        .forEach(name -> foreign.add(source.path() + " imports " + name));
            }
        }
        assertThat(foreign).isEmpty();
    }

    @Test
    void onlyPostingTouchesTheLedgersTables() {
        assertThat(mainOf("loyalty-service").stream()
                        .filter(source -> !source.packageName().equals("dev.omnipoints.loyalty.posting"))
                        .filter(source -> LEDGER_TABLES.matcher(source.text()).find())
                        .map(Source::path))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "profile-service, dev.omnipoints.profile",
        "loyalty-service, dev.omnipoints.loyalty",
        "channel-gateway, dev.omnipoints.gateway",
        "bench, dev.omnipoints.bench",
        "suite, dev.omnipoints.suite"
    })
    void aModuleKnowsTheOthersByTheirContractsAlone(String module, String own) {
        List<String> foreign = new ArrayList<>();
        for (Source source : Sources.all()) {
            if (source.module().equals(module)) {
                assertThat(source.packageName()).as(source.path().toString()).startsWith(own);
                source.imported().stream()
                        .filter(name -> name.startsWith(OURS) && !name.startsWith(own) && !name.startsWith(CONTRACTS))
                        .forEach(name -> foreign.add(source.path() + " imports " + name));
            }
        }
        assertThat(foreign).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"profile-service", "loyalty-service", "channel-gateway", "bench", "suite"})
    void noTwoPackagesNeedEachOther(String module) {
        Map<String, Set<String>> needs = new TreeMap<>();
        for (Source source : mainOf(module)) {
            Set<String> imported = needs.computeIfAbsent(source.packageName(), name -> new TreeSet<>());
            source.imported().stream()
                    .map(ImportsTest::packageOf)
                    .filter(name -> name.startsWith(OURS) && !name.startsWith(CONTRACTS))
                    .filter(name -> !name.equals(source.packageName()))
                    .forEach(imported::add);
        }
        for (String start : needs.keySet()) {
            assertThat(reachable(needs, start)).as("what " + start + " needs").doesNotContain(start);
        }
    }

    @Test
    void nobodyCallsADoor() {
        List<String> calls = new ArrayList<>();
        Set<String> doors = new TreeSet<>();
        Sources.all().stream()
                .filter(Source::main)
                .map(Source::typeName)
                .filter(name -> DOOR.matcher(name).matches())
                .forEach(doors::add);
        for (Source source : Sources.all()) {
            if (source.main()) {
                DOOR.matcher(source.text())
                        .results()
                        .map(found -> found.group(1))
                        .filter(name -> doors.contains(name) && !name.equals(source.typeName()))
                        .forEach(name -> calls.add(source.path() + " names " + name));
            }
        }
        assertThat(calls).isEmpty();
    }

    private static List<Source> mainOf(String module) {
        return Sources.all().stream()
                .filter(source -> source.main() && source.module().equals(module))
                .toList();
    }

    /** An import of a nested type names its outer type last. */
    private static String packageOf(String imported) {
        int last = imported.lastIndexOf('.');
        return Character.isUpperCase(imported.charAt(last + 1)) ? packageOf(imported.substring(0, last)) : imported;
    }

    private static Set<String> reachable(Map<String, Set<String>> needs, String start) {
        Set<String> seen = new TreeSet<>();
        List<String> open = new ArrayList<>(needs.get(start));
        while (!open.isEmpty()) {
            String next = open.removeLast();
            if (seen.add(next)) {
                open.addAll(needs.getOrDefault(next, Set.of()));
            }
        }
        return seen;
    }
}
