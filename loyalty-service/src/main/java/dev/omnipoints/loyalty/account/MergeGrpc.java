package dev.omnipoints.loyalty.account;

import dev.omnipoints.contracts.loyalty.v1.MergeRequest;
import dev.omnipoints.contracts.loyalty.v1.MergeResponse;
import dev.omnipoints.contracts.loyalty.v1.MergeService;
import dev.omnipoints.contracts.loyalty.v1.UndoMergeRequest;
import dev.omnipoints.contracts.loyalty.v1.UndoMergeResponse;
import dev.omnipoints.contracts.type.v1.Balance;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Envelope;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.operation.Commander;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.VerifiedCaller;
import dev.omnipoints.loyalty.platform.Wire;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;

/** Two accounts of one customer become one, and apart again; profile-service's alone. */
@GrpcService
class MergeGrpc implements MergeService {

    private final Commander commander;

    @Inject
    MergeGrpc(Commander commander) {
        this.commander = commander;
    }

    @Override
    public Uni<MergeResponse> merge(MergeRequest request) {
        Command merge = new Command.Merge();
        return between("MERGE", merge, request.getIdempotencyKey(), request.getSurvivor(), request.getMember())
                .map(done -> MergeResponse.newBuilder()
                        .setBalance(balance(done.row()))
                        .setReplayed(done.again())
                        .build());
    }

    @Override
    public Uni<UndoMergeResponse> undoMerge(UndoMergeRequest request) {
        // What was brought and earned since is read under the lock.
        Command undo = new Command.Unmerge(List.of(), Set.of());
        return between("UNMERGE", undo, request.getIdempotencyKey(), request.getSurvivor(), request.getMember())
                .map(done -> UndoMergeResponse.newBuilder()
                        .setBalance(balance(done.row()))
                        .setReplayed(done.again())
                        .build());
    }

    private Uni<Commander.Done> between(
            String kind, Command command, String key, MemberContext survivor, MemberContext member) {
        VerifiedCaller caller = VerifiedCaller.current();
        caller.requireProfileService();
        Account into = Wire.account(caller.programme(), survivor);
        Account from = Wire.account(caller.programme(), member);
        if (into.key().equals(from.key())) {
            throw Refused.fieldInvalid("survivor", "Send another member: these two are one.");
        }
        Envelope envelope = Commander.envelope(caller, key, Commander.fingerprint(kind), null, null);
        return UniHelper.toUni(commander.between(into, from, envelope, now -> command));
    }

    private static Balance balance(Row row) {
        return Wire.balance(row.account().member(), row.after(), row.seq(), row.recordedAt());
    }
}
