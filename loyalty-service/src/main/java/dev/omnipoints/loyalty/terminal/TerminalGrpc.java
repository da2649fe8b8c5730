package dev.omnipoints.loyalty.terminal;

import dev.omnipoints.contracts.loyalty.v1.Counted;
import dev.omnipoints.contracts.loyalty.v1.ListGapsRequest;
import dev.omnipoints.contracts.loyalty.v1.ListGapsResponse;
import dev.omnipoints.contracts.loyalty.v1.TerminalService;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.VerifiedCaller;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.inject.Inject;
import java.util.List;

/** Gaps in terminals' own counts over gRPC, for staff: told, and never a reason to refuse a sale. */
@GrpcService
class TerminalGrpc implements TerminalService {

    private static final int PAGE_SIZE = 50;
    private static final int PAGE_LIMIT = 200;
    private static final String ID = "[!-~]{1,64}";

    private final GapReads gaps;

    @Inject
    TerminalGrpc(GapReads gaps) {
        this.gaps = gaps;
    }

    @Override
    public Uni<ListGapsResponse> listGaps(ListGapsRequest request) {
        VerifiedCaller staff = VerifiedCaller.current();
        staff.requireStaff();
        id("terminal", request.getTerminal());
        if (request.hasStore()) {
            id("store", request.getStore());
        }
        int pageSize = request.hasPageSize() ? request.getPageSize() : PAGE_SIZE;
        if (pageSize < 1 || pageSize > PAGE_LIMIT) {
            throw Refused.fieldInvalid("pageSize", "Send 1 to " + PAGE_LIMIT + ".");
        }
        String store = request.hasStore() ? request.getStore() : null;
        GapToken after = GapToken.parse(request.getPageToken());
        // One more than asked tells whether there is another page.
        return UniHelper.toUni(gaps.after(staff.programme(), store, request.getTerminal(), after, pageSize + 1)
                .map(found -> page(found, pageSize)));
    }

    private static void id(String field, String value) {
        if (!value.matches(ID)) {
            throw Refused.fieldInvalid(field, "Send 1 to 64 visible ASCII characters.");
        }
    }

    private static ListGapsResponse page(List<Gap> found, int pageSize) {
        ListGapsResponse.Builder page = ListGapsResponse.newBuilder();
        found.stream()
                .filter(gap -> gap.kind() == Gap.Kind.COUNTED)
                .forEach(gap -> page.addCounted(Counted.newBuilder()
                        .setStore(gap.store())
                        .setFirst(gap.from())
                        .setLast(gap.to())));
        List<Gap> gaps =
                found.stream().filter(gap -> gap.kind() != Gap.Kind.COUNTED).toList();
        gaps.stream().limit(pageSize).map(TerminalGrpc::told).forEach(page::addGaps);
        if (gaps.size() > pageSize) {
            Gap last = gaps.get(pageSize - 1);
            page.setNextPageToken(new GapToken(last.store(), last.from()).text());
        }
        return page.build();
    }

    private static dev.omnipoints.contracts.loyalty.v1.Gap told(Gap gap) {
        dev.omnipoints.contracts.loyalty.v1.Gap.Builder told = dev.omnipoints.contracts.loyalty.v1.Gap.newBuilder()
                .setStore(gap.store())
                .setFrom(gap.from())
                .setTo(gap.to());
        return (gap.kind() == Gap.Kind.MISSING ? told.setMissing(gap.count()) : told.setSales(gap.count())).build();
    }
}
