package dev.omnipoints.suite.local;

import dev.omnipoints.suite.terminal.Failure;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The files from which each service learns, at its start, of the programme `demo` and of the API clients. */
final class Bootstrap {
    static final String PROGRAMME = "demo";
    static final String CLIENTS = "clients";

    /** When a day begins: loyalty-service's settings say so, and profile-service tells birthdays by it. */
    private static final String ZONE = "Europe/Paris";

    private Bootstrap() {}

    static void write(Folder folder, Secrets secrets) {
        try {
            for (var part : Part.values()) {
                var programmes = Map.of("programmes", List.of(programme(part)));
                Folder.write(folder.bootstrap(part.database()), Json.MAPPER.writeValueAsBytes(programmes));
            }
            var clients = Till.bootstrap(secrets.apiKeys(), PROGRAMME);
            Folder.write(folder.bootstrap(CLIENTS), Json.MAPPER.writeValueAsBytes(clients));
        } catch (IOException e) {
            throw new Failure(
                    folder.path() + " cannot be written (" + e + ").", "See that the disk has room and try again.");
        }
    }

    /** Each service's own settings only. */
    private static Map<String, Object> programme(Part part) {
        return switch (part) {
            case GATEWAY -> Map.of("id", PROGRAMME);
            case PROFILE ->
                Map.of(
                        "id",
                        PROGRAMME,
                        "cardPattern",
                        "^299\\d{10}$",
                        "cardCheck",
                        "EAN13",
                        "identitiesRequired",
                        1,
                        "zone",
                        ZONE);
            case LOYALTY -> loyalty();
        };
    }

    /** 100 points are 1.00, in steps of 100 from 100 on; debt, take-back and transfers as by default. */
    private static Map<String, Object> loyalty() {
        return Map.of(
                "id",
                PROGRAMME,
                "zone",
                ZONE,
                "currencies",
                List.of("EUR", "USD"),
                "earnPoints",
                1,
                "earnPerUnits",
                1,
                "expiry",
                Map.of("kind", "PERIOD", "length", 24, "unit", "MONTH", "alignment", "NONE"),
                "pending",
                Map.of("kind", "NONE"),
                "salesOfAnyAge",
                true,
                "redeem",
                Map.of("points", 100, "money", 100, "step", 100, "minimum", 100, "sharePercent", 100));
    }
}
