package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.contracts.profile.v1.ResolveResponse;
import dev.omnipoints.gateway.clients.Call;
import dev.omnipoints.gateway.clients.ProfileClient;
import dev.omnipoints.gateway.platform.Times;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Who the sales of one batch name: each is asked after once for the sales of one day, which is the programme's. */
final class BatchMembers {
    private static final long SECONDS_OF_A_DAY = 86_400;

    private final ProfileClient profile;
    private final ConcurrentMap<Asked, Uni<ResolveResponse>> told = new ConcurrentHashMap<>();

    BatchMembers(ProfileClient profile) {
        this.profile = profile;
    }

    /**
     * What was asked.
     *
     * @param who at no time
     * @param day counted from the first that was asked about
     */
    private record Asked(ResolveRequest who, long day) {}

    /** As profile-service tells of the member at the time of the sale; where that fails, the next sale asks again. */
    Uni<ResolveResponse> resolve(Call call, ResolveRequest who) {
        ResolveRequest anyTime = who.toBuilder().clearAt().build();
        Instant at = Times.of(who.getAt());
        return ask(call, who, new Asked(anyTime, 0)).chain(first -> {
            if (isOf(first, at)) {
                return Uni.createFrom().item(first);
            }
            Duration since = Duration.between(Times.of(first.getDayFrom()), at);
            long day = Math.floorDiv(since.getSeconds(), SECONDS_OF_A_DAY);
            return ask(call, who, new Asked(anyTime, day))
                    // Where the clock is put forward or back days are no 24 hours.
                    .chain(other -> isOf(other, at) ? Uni.createFrom().item(other) : profile.resolve(call, who));
        });
    }

    private static boolean isOf(ResolveResponse told, Instant at) {
        return !told.hasDayFrom()
                || !at.isBefore(Times.of(told.getDayFrom())) && at.isBefore(Times.of(told.getDayUntil()));
    }

    private Uni<ResolveResponse> ask(Call call, ResolveRequest who, Asked asked) {
        return told.computeIfAbsent(
                asked,
                anew -> profile.resolve(call, who)
                        .onFailure()
                        .invoke(() -> told.remove(asked))
                        .memoize()
                        .indefinitely());
    }
}
