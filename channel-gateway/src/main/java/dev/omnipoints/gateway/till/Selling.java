package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.contracts.profile.v1.ResolveResponse;
import dev.omnipoints.gateway.access.ApiClient;
import dev.omnipoints.gateway.clients.Call;
import dev.omnipoints.gateway.clients.LoyaltyClient;
import dev.omnipoints.gateway.platform.Identity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;

/** A sale's way from the door to the ledger, alone or in a batch. */
@Singleton
public final class Selling {
    private final LoyaltyClient loyalty;

    Selling(LoyaltyClient loyalty) {
        this.loyalty = loyalty;
    }

    /** A sale that has its form and may be sent by its client; and who it names, if it does. */
    record Ready(RecordSaleRequest sale, Optional<ResolveRequest> who) {}

    /** FIELD_INVALID, STORE_NOT_GRANTED. */
    static Ready ready(ApiClient client, String key, SaleRequest request) {
        Optional<ResolveRequest> who = Identity.question(request.identity(), request.memberId(), request.occurredAt());
        RecordSaleRequest sale = RecordSaleRequest.newBuilder()
                .setIdempotencyKey(key)
                .setSale(request.toProto(client))
                .setMemberNamed(who.isPresent())
                .build();
        return new Ready(sale, who);
    }

    /** Keeps it; {@code profile} is asked who is named. */
    Uni<RecordSaleResponse> record(Call call, Ready ready, Function<ResolveRequest, Uni<ResolveResponse>> profile) {
        return ready.who()
                .map(question -> profile.apply(question)
                        .map(who -> who.hasContext()
                                ? ready.sale().toBuilder()
                                        .setMember(who.getContext())
                                        .build()
                                : ready.sale()))
                .orElseGet(() -> Uni.createFrom().item(ready.sale()))
                .chain(sale -> loyalty.recordSale(call, sale));
    }
}
