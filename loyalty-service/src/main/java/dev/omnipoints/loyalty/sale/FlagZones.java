package dev.omnipoints.loyalty.sale;

import dev.omnipoints.loyalty.programme.Programmes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Tells the operator where profile-service tells birthdays by another zone than the programme's settings have
 * (docs/operator.md). The sale is rated as it was told: it is kept in any case, and its customer has no part in that.
 */
@ApplicationScoped
class FlagZones {
    private static final Logger LOG = Logger.getLogger(FlagZones.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Programmes programmes;
    private final Map<String, Instant> saidLast = new ConcurrentHashMap<>();

    @Inject
    FlagZones(Programmes programmes) {
        this.programmes = programmes;
    }

    /**
     * Warns, once a minute, where the zones differ.
     *
     * @param told the zone whose day the flags are of; empty: there are none
     */
    void compare(String programme, String told) {
        if (told.isEmpty() || programmes.now(programme).zone().getId().equals(told)) {
            return;
        }
        Instant now = Instant.now();
        Instant last = saidLast.get(programme);
        if (last == null || last.plus(PAUSE).isBefore(now)) {
            saidLast.put(programme, now);
            LOG.warnf(
                    "programme %s: birthdays are told by the zone %s, its settings have %s; see to profile-service's",
                    programme, told, programmes.now(programme).zone());
        }
    }
}
