package dev.omnipoints.loyalty.audit;

import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.RuleBook;
import dev.omnipoints.loyalty.earning.RulesVersion;
import dev.omnipoints.loyalty.earning.Terms;
import dev.omnipoints.loyalty.posting.CapScan;
import dev.omnipoints.loyalty.posting.SaleScan.Rated;
import dev.omnipoints.loyalty.rules.RulesDocument;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** By which settings and rules sales were rated, as they are stored; rules are read when they are first asked for. */
final class Rates {

    private static final int MOST_EDITIONS = 64;

    /** Before anything was published. */
    private static final Edition NONE = new Edition(RulesVersion.NONE);

    private final CapScan scan;
    /** Newest first. */
    private final Map<String, List<CapScan.Settings>> settings;

    private final Map<Number, Edition> editions = new LinkedHashMap<>(MOST_EDITIONS, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Number, Edition> eldest) {
            return size() > MOST_EDITIONS;
        }
    };

    private record Number(String programme, long number) {}

    Rates(CapScan scan) {
        this.scan = scan;
        this.settings = scan.settings().stream().collect(Collectors.groupingBy(CapScan.Settings::programme));
    }

    /** A version of rules, of which some count what they award. */
    static final class Edition {
        private final RulesVersion version;
        private final Map<String, Rule> counting = new HashMap<>();
        private RuleBook book;

        private Edition(RulesVersion version) {
            this.version = version;
            version.rules().stream().filter(rule -> counts(rule.caps())).forEach(rule -> counting.put(rule.id(), rule));
        }

        private static boolean counts(List<Rule.Cap> caps) {
            return caps.stream().anyMatch(cap -> cap.per() != Rule.Per.SALE);
        }

        /** Something that it awards is counted. */
        boolean counts() {
            return !counting.isEmpty() || counts(version.caps());
        }

        /** The caps of a rule; none where it has none beyond the sale. */
        List<Rule.Cap> caps(String rule) {
            Rule found = counting.get(rule);
            return found == null ? List.of() : found.caps();
        }

        /** The caps of all rules together. */
        List<Rule.Cap> caps() {
            return version.caps();
        }

        /** To rate by it anew. */
        RuleBook book() {
            if (book == null) {
                book = RuleBook.compile(version);
            }
            return book;
        }
    }

    /** The rules that something was rated by. */
    Edition rules(String where, Rated rated) {
        return rated.rulesVersion() == 0
                ? NONE
                : editions.computeIfAbsent(
                        new Number(rated.programme(), rated.rulesVersion()),
                        wanted -> Lie.unless(where, () -> read(where, wanted)));
    }

    private Edition read(String where, Number wanted) {
        String document = scan.rules(wanted.programme(), wanted.number());
        if (document == null) {
            throw new Lie(where, "was rated by rules that are missing: version " + wanted.number());
        }
        return new Edition(RulesDocument.of(document).read("document", wanted.number()));
    }

    /** The settings that something was rated by. */
    CapScan.Settings settings(String where, Rated rated) {
        return of(rated.programme()).stream()
                .filter(each -> each.version() == rated.programmeVersion())
                .findFirst()
                .orElseThrow(() ->
                        new Lie(where, "was rated by settings that are missing: version " + rated.programmeVersion()));
    }

    /** As the engine has them. */
    static Terms terms(CapScan.Settings settings) {
        return new Terms(
                settings.version(),
                ZoneId.of(settings.zone()),
                settings.earnPoints(),
                settings.earnPerUnits(),
                settings.pointsEarn(),
                settings.spreadBasketDiscount());
    }

    /** Whether returns took back by share of money then: of the versions whose date was reached, the newest says so. */
    boolean byShare(String programme, Instant then) {
        List<CapScan.Settings> versions = of(programme);
        return versions.stream()
                .filter(each -> !each.holdsFrom().isAfter(then))
                .findFirst()
                .orElse(versions.getLast())
                .byShare();
    }

    private List<CapScan.Settings> of(String programme) {
        List<CapScan.Settings> versions = settings.get(programme);
        if (versions == null) {
            throw new Lie("programme " + programme, "is missing");
        }
        return versions;
    }
}
