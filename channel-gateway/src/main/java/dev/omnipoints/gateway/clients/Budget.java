package dev.omnipoints.gateway.clients;

import dev.omnipoints.gateway.access.Who;
import io.grpc.Deadline;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The time that one request may take in all. */
@Singleton
public final class Budget {
    private final Duration whole;

    Budget(@ConfigProperty(name = "omnipoints.request.budget") Duration whole) {
        this.whole = whole;
    }

    /** Starts the clock of a request. */
    public Call begin(Who who) {
        return new Call(who.caller(), Deadline.after(whole.toNanos(), TimeUnit.NANOSECONDS));
    }
}
