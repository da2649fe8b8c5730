package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.GetSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse;
import dev.omnipoints.contracts.type.v1.Receipt;
import dev.omnipoints.gateway.access.ApiClient;
import dev.omnipoints.gateway.access.Current;
import dev.omnipoints.gateway.access.Roles;
import dev.omnipoints.gateway.clients.Budget;
import dev.omnipoints.gateway.clients.Call;
import dev.omnipoints.gateway.clients.LoyaltyClient;
import dev.omnipoints.gateway.clients.ProfileClient;
import dev.omnipoints.gateway.platform.Api;
import dev.omnipoints.gateway.platform.IdempotencyKey;
import dev.omnipoints.gateway.platform.Limits;
import dev.omnipoints.gateway.platform.Query;
import dev.omnipoints.gateway.platform.Replays;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Sales: sent by tills and shops, read again by whom they concern. */
@Path("/v1/sales")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sales", description = "Post what was sold, and read it again")
@SecurityRequirement(name = "apiKey")
public final class SaleResource {
    private static final Set<String> RECEIPT = Set.of("store", "terminal", "number", "businessDate");

    private final Current current;
    private final Budget budget;
    private final ProfileClient profile;
    private final Selling selling;
    private final LoyaltyClient loyalty;

    SaleResource(Current current, Budget budget, ProfileClient profile, Selling selling, LoyaltyClient loyalty) {
        this.current = current;
        this.budget = budget;
        this.profile = profile;
        this.selling = selling;
        this.loyalty = loyalty;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.CLIENT)
    @Operation(
            operationId = "recordSale",
            summary = "Post a paid sale",
            description = "The sale is kept, and earns by the programme's rules where it names a member that can earn."
                    + " Points pay by a tender POINTS with its hold, which is captured with the sale; goods may"
                    + " come back on the same receipt. After a time-out send it again with the same Idempotency-Key:"
                    + " it counts once.")
    @Parameter(ref = Api.IDEMPOTENCY_KEY)
    @APIResponse(
            responseCode = "201",
            description = "The sale is kept; sent again: the same answer, with Idempotent-Replayed: true",
            content = @Content(schema = @Schema(implementation = SaleAnswer.class)))
    @APIResponse(
            responseCode = "200",
            description = "The receipt was sent before under another key with the same content: its first answer,"
                    + " with Idempotent-Replayed: true; this key stays free",
            content = @Content(schema = @Schema(implementation = SaleAnswer.class)))
    public Uni<RestResponse<SaleAnswer>> record(SaleRequest request, @Context HttpHeaders headers) {
        ApiClient client = current.client();
        Selling.Ready sale = Selling.ready(client, IdempotencyKey.of(headers), request);
        Call call = budget.begin(client);
        return selling.record(call, sale, who -> profile.resolve(call, who)).map(SaleResource::answer);
    }

    private static RestResponse<SaleAnswer> answer(RecordSaleResponse recorded) {
        Response.Status status = recorded.getReceiptReplayed() ? Response.Status.OK : Response.Status.CREATED;
        boolean replayed = recorded.getReplayed() || recorded.getReceiptReplayed();
        return Replays.answer(status, SaleAnswer.of(recorded.getResult()), replayed);
    }

    @GET
    @Path("/{saleId}")
    @RolesAllowed(Roles.CLIENT)
    @Operation(
            operationId = "getSale",
            summary = "Read a sale by its id",
            description = "SALE_UNKNOWN too where the sale is of a store outside the key's grant.")
    @APIResponse(
            responseCode = "200",
            description = "The sale's answer, and what was sent",
            content = @Content(schema = @Schema(implementation = SaleAnswer.class)))
    public Uni<SaleAnswer> byId(
            @Parameter(schema = @Schema(pattern = Limits.SALE_ID)) @PathParam("saleId") String saleId,
            @Context UriInfo uri) {
        Query.of(uri, Set.of());
        ApiClient client = current.client();
        GetSaleRequest request =
                GetSaleRequest.newBuilder().setSaleId(SaleIds.of(saleId)).build();
        return loyalty.sale(budget.begin(client), request)
                .map(told -> SaleIds.seenBy(client, told))
                .map(SaleAnswer::of);
    }

    @GET
    @RolesAllowed(Roles.CLIENT)
    @Operation(operationId = "findSale", summary = "Read a sale by its receipt", description = "RECEIPT_UNKNOWN.")
    @Parameter(name = "store", in = ParameterIn.QUERY, required = true, schema = @Schema(pattern = Limits.ID))
    @Parameter(name = "terminal", in = ParameterIn.QUERY, required = true, schema = @Schema(pattern = Limits.ID))
    @Parameter(name = "number", in = ParameterIn.QUERY, required = true, schema = @Schema(pattern = Limits.ID))
    @Parameter(
            name = "businessDate",
            in = ParameterIn.QUERY,
            description = "Where the sale was sent with one",
            schema = @Schema(pattern = Limits.ID))
    @APIResponse(
            responseCode = "200",
            description = "The sale's answer, and what was sent",
            content = @Content(schema = @Schema(implementation = SaleAnswer.class)))
    public Uni<SaleAnswer> byReceipt(@Context UriInfo uri) {
        Query query = Query.of(uri, RECEIPT);
        Receipt.Builder receipt = Receipt.newBuilder()
                .setStore(query.requiredId("store"))
                .setTerminal(query.requiredId("terminal"))
                .setNumber(query.requiredId("number"));
        query.id("businessDate").ifPresent(receipt::setBusinessDate);
        ApiClient client = current.client();
        client.mayRead(receipt.getStore(), "store");
        GetSaleRequest request = GetSaleRequest.newBuilder().setReceipt(receipt).build();
        return loyalty.sale(budget.begin(client), request).map(SaleAnswer::of);
    }
}
