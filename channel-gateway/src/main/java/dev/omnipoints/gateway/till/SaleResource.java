package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.GetSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.GetSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse;
import dev.omnipoints.contracts.type.v1.Reason;
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
import dev.omnipoints.gateway.platform.Identity;
import dev.omnipoints.gateway.platform.Limits;
import dev.omnipoints.gateway.platform.Query;
import dev.omnipoints.gateway.platform.Refused;
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
    private final LoyaltyClient loyalty;

    SaleResource(Current current, Budget budget, ProfileClient profile, LoyaltyClient loyalty) {
        this.current = current;
        this.budget = budget;
        this.profile = profile;
        this.loyalty = loyalty;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.CLIENT)
    @Operation(
            operationId = "recordSale",
            summary = "Post a paid sale",
            description = "The sale is kept, and earns by the programme's rules where it names a member that can earn."
                    + " After a time-out send it again with the same Idempotency-Key: it counts once.")
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
        String key = IdempotencyKey.of(headers);
        ApiClient client = current.client();
        if (request.identity() != null) {
            request.identity().mustNotBeAppCode("identity");
        }
        RecordSaleRequest.Builder sale =
                RecordSaleRequest.newBuilder().setIdempotencyKey(key).setSale(request.toProto());
        ReceiptBody receipt = request.receipt();
        client.mayActAt(receipt.store(), "receipt.store", receipt.terminal(), "receipt.terminal");
        Call call = budget.begin(client);
        return Identity.question(request.identity(), request.memberId())
                .map(question -> profile.resolve(call, question).map(who -> {
                    if (who.hasContext()) {
                        sale.setMember(who.getContext());
                    }
                    return sale.setMemberNamed(true).build();
                }))
                .orElseGet(() -> Uni.createFrom().item(sale.build()))
                .chain(ready -> loyalty.recordSale(call, ready))
                .map(SaleResource::answer);
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
        if (!saleId.matches(Limits.SALE_ID)) {
            throw unknown();
        }
        ApiClient client = current.client();
        GetSaleRequest request = GetSaleRequest.newBuilder().setSaleId(saleId).build();
        return loyalty.sale(budget.begin(client), request)
                .map(told -> visible(client, told))
                .map(SaleAnswer::of);
    }

    /** An id tells nothing of its store: what lies outside the grant is as if it were not there. */
    private static GetSaleResponse visible(ApiClient client, GetSaleResponse told) {
        if (!client.covers(told.getSale().getReceipt().getStore())) {
            throw unknown();
        }
        return told;
    }

    private static Refused unknown() {
        return Refused.because(Reason.REASON_SALE_UNKNOWN, "Look it up by its receipt: store, terminal and number.");
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
