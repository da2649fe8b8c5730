package dev.omnipoints.suite.local;

import java.util.Locale;

/** The issuer's clients, and the group that their tokens name. */
enum Client {
    MEMBER("member"),
    VIEWER("viewer"),
    CARE("care"),
    MARKETING("marketing"),
    /** A second person of marketing: publishing takes two. */
    MARKETING2("marketing"),
    FINANCE("finance"),
    ADMIN("admin"),
    PARTNER("partner");

    private final String group;

    Client(String group) {
        this.group = group;
    }

    /** Its name in local.json. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String group() {
        return group;
    }
}
