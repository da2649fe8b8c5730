package dev.omnipoints.gateway.admin;

import dev.omnipoints.contracts.loyalty.v1.AdjustResponse;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.gateway.Told;

/** What loyalty-service answers staff. */
final class Corrections {
    private Corrections() {}

    static AdjustResponse adjusted(String operation, long points, boolean replayed) {
        return AdjustResponse.newBuilder()
                .setOperation(operation(operation, points))
                .setReplayed(replayed)
                .build();
    }

    static Operation.Builder operation(String id, long points) {
        return Operation.newBuilder().setOperationId(id).setPoints(points).setBalance(Told.balance(points, 2));
    }
}
