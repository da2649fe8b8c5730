package dev.omnipoints.loyalty.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells with readiness how far the audit beside the traffic is and what it has found. It is always UP: a lie in one
 * account must not take the service from all others.
 */
@Readiness
@ApplicationScoped
class AuditHealth implements HealthCheck {

    private final OnlineAuditor auditor;

    @Inject
    AuditHealth(OnlineAuditor auditor) {
        this.auditor = auditor;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder told =
                HealthCheckResponse.named("Online audit").up();
        AuditState state = auditor.state();
        if (state == null) {
            return told.build();
        }
        told.withData("findings", state.findings()).withData("lagRows", state.behind());
        if (state.seenAt() != null) {
            told.withData("lagSeconds", (long) auditor.seconds(state.seenAt(), state));
        }
        if (state.passedFrom() != null) {
            told.withData("fullPassAgeSeconds", (long) auditor.seconds(state.passedFrom(), state));
        }
        if (state.finding() != null) {
            told.withData("finding", state.finding());
        }
        return told.build();
    }
}
