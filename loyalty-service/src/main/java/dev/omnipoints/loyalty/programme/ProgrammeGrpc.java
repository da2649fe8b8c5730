package dev.omnipoints.loyalty.programme;

import dev.omnipoints.contracts.loyalty.v1.GetProgrammeRequest;
import dev.omnipoints.contracts.loyalty.v1.GetProgrammeResponse;
import dev.omnipoints.contracts.loyalty.v1.ListProgrammeVersionsRequest;
import dev.omnipoints.contracts.loyalty.v1.ListProgrammeVersionsResponse;
import dev.omnipoints.contracts.loyalty.v1.ProgrammeService;
import dev.omnipoints.contracts.loyalty.v1.UpdateProgrammeRequest;
import dev.omnipoints.contracts.loyalty.v1.UpdateProgrammeResponse;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.VerifiedCaller;
import dev.omnipoints.loyalty.platform.Wire;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;

/** The programme's settings over gRPC, for staff. */
@GrpcService
class ProgrammeGrpc implements ProgrammeService {

    private static final int PAGE_SIZE = 50;
    private static final int PAGE_LIMIT = 200;

    private final Programmes programmes;
    private final ProgrammeStore store;
    private final ProgrammeEditor editor;

    @Inject
    ProgrammeGrpc(Programmes programmes, ProgrammeStore store, ProgrammeEditor editor) {
        this.programmes = programmes;
        this.store = store;
        this.editor = editor;
    }

    @Override
    public Uni<GetProgrammeResponse> getProgramme(GetProgrammeRequest request) {
        String id = staff().programme();
        // From the database: whoever has just written a version reads it, through whichever instance.
        return store.newestFirst(id, Integer.MAX_VALUE, 1)
                .chain(found -> store.holding(id)
                        .map(holding -> GetProgrammeResponse.newBuilder()
                                .setProgramme(version(found.getFirst()))
                                .setHoldingVersion(holding == null ? 1 : holding)
                                .build()));
    }

    @Override
    public Uni<ListProgrammeVersionsResponse> listProgrammeVersions(ListProgrammeVersionsRequest request) {
        String id = staff().programme();
        int pageSize = request.hasPageSize() ? request.getPageSize() : PAGE_SIZE;
        if (pageSize < 1 || pageSize > PAGE_LIMIT) {
            throw Refused.fieldInvalid("pageSize", "Send 1 to " + PAGE_LIMIT + ".");
        }
        int before = request.getPageToken().isEmpty() ? Integer.MAX_VALUE : number(request.getPageToken());
        // One more than asked tells whether there is another page.
        return store.newestFirst(id, before, pageSize + 1).map(found -> page(found, pageSize));
    }

    @Override
    public Uni<UpdateProgrammeResponse> updateProgramme(UpdateProgrammeRequest request) {
        VerifiedCaller staff = staff();
        if (request.getExpectedVersion() < 1) {
            throw Refused.fieldInvalid("expectedVersion", "Send the newest version, as it was read.");
        }
        Instant holdsFrom = request.hasHoldsFrom() ? Wire.instant("holdsFrom", request.getHoldsFrom()) : null;
        ProgrammeVersion settings = SettingsJson.change(staff.programme(), request.getSettingsJson());
        String by = staff.caller().getActor();
        return editor.update(new ProgrammeEditor.Change(by, settings, request.getExpectedVersion(), holdsFrom))
                .map(made -> UpdateProgrammeResponse.newBuilder()
                        .setProgramme(version(made.version()))
                        .setReplayed(made.replayed())
                        .build());
    }

    /** One of the staff, of a programme that there is. */
    private VerifiedCaller staff() {
        VerifiedCaller caller = VerifiedCaller.current();
        caller.requireStaff();
        programmes.now(caller.programme());
        return caller;
    }

    private static int number(String pageToken) {
        if (!pageToken.matches("[1-9][0-9]{0,8}")) {
            throw Refused.fieldInvalid("pageToken", "Send nextPageToken of the page before.");
        }
        return Integer.parseInt(pageToken);
    }

    private static ListProgrammeVersionsResponse page(List<ProgrammeVersion> found, int pageSize) {
        ListProgrammeVersionsResponse.Builder answer = ListProgrammeVersionsResponse.newBuilder();
        found.stream().limit(pageSize).map(ProgrammeGrpc::version).forEach(answer::addVersions);
        if (found.size() > pageSize) {
            answer.setNextPageToken(String.valueOf(found.get(pageSize - 1).version));
        }
        return answer.build();
    }

    private static dev.omnipoints.contracts.loyalty.v1.ProgrammeVersion version(ProgrammeVersion row) {
        return dev.omnipoints.contracts.loyalty.v1.ProgrammeVersion.newBuilder()
                .setVersion(row.version)
                .setHoldsFrom(Wire.timestamp(row.holdsFrom))
                .setSettingsJson(SettingsJson.of(row))
                .setCreatedAt(Wire.timestamp(row.createdAt))
                .setCreatedBy(row.createdBy)
                .build();
    }
}
