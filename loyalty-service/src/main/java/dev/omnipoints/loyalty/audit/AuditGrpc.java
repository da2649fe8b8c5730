package dev.omnipoints.loyalty.audit;

import com.google.protobuf.ByteString;
import dev.omnipoints.contracts.loyalty.v1.AuditService;
import dev.omnipoints.contracts.loyalty.v1.ListRootsRequest;
import dev.omnipoints.contracts.loyalty.v1.ListRootsResponse;
import dev.omnipoints.contracts.loyalty.v1.Root;
import dev.omnipoints.contracts.loyalty.v1.RootKey;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.VerifiedCaller;
import dev.omnipoints.loyalty.posting.LedgerRoot;
import dev.omnipoints.loyalty.posting.RootTable;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;

/** The ledger's roots over gRPC, for services and staff who keep them elsewhere. */
@GrpcService
class AuditGrpc implements AuditService {

    private static final int PAGE_SIZE = 100;
    private static final int PAGE_LIMIT = 400;

    private final Pool pool;
    private final RootKeys keys;

    @Inject
    AuditGrpc(Pool pool, RootKeys keys) {
        this.pool = pool;
        this.keys = keys;
    }

    @Override
    public Uni<ListRootsResponse> listRoots(ListRootsRequest request) {
        VerifiedCaller.current().requireOurOwn();
        int pageSize = request.hasPageSize() ? request.getPageSize() : PAGE_SIZE;
        if (pageSize < 1 || pageSize > PAGE_LIMIT) {
            throw Refused.fieldInvalid("pageSize", "Send 1 to " + PAGE_LIMIT + ".");
        }
        // One more than asked tells whether there is another page.
        return UniHelper.toUni(
                RootTable.since(pool, day(request.getPageToken()), pageSize + 1).map(roots -> page(roots, pageSize)));
    }

    /** A token is the day that a page begins with. */
    private static LocalDate day(String token) {
        try {
            return token.isEmpty() ? LocalDate.EPOCH : LocalDate.parse(token);
        } catch (DateTimeException malformed) {
            throw Refused.fieldInvalid("pageToken", "Send nextPageToken of the page before.");
        }
    }

    private ListRootsResponse page(List<LedgerRoot> roots, int pageSize) {
        ListRootsResponse.Builder page = ListRootsResponse.newBuilder();
        roots.stream().limit(pageSize).map(AuditGrpc::root).forEach(page::addRoots);
        if (roots.size() > pageSize) {
            page.setNextPageToken(roots.get(pageSize).day().toString());
        }
        keys.verifying()
                .forEach((id, key) -> page.addKeys(
                        RootKey.newBuilder().setId(id).setPublicKey(ByteString.copyFrom(key.getEncoded()))));
        return page.build();
    }

    private static Root root(LedgerRoot root) {
        return Root.newBuilder()
                .setDay(root.day().toString())
                .setCluster(root.cluster())
                .setCut(root.cut().toString())
                .setAccounts(root.accounts())
                .setRows(root.rows())
                .setBefore(ByteString.copyFrom(root.before()))
                .setRoot(ByteString.copyFrom(root.root()))
                .setKeyId(root.keyId())
                .setSignature(ByteString.copyFrom(root.signature()))
                .build();
    }
}
