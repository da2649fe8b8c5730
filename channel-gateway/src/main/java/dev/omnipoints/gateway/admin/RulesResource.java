package dev.omnipoints.gateway.admin;

import dev.omnipoints.contracts.loyalty.v1.CreateDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.DeleteDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.DeleteDraftResponse;
import dev.omnipoints.contracts.loyalty.v1.GetDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.ListDraftsRequest;
import dev.omnipoints.contracts.loyalty.v1.PublishDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.UpdateDraftRequest;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.access.Current;
import dev.omnipoints.gateway.access.Roles;
import dev.omnipoints.gateway.audit.Action;
import dev.omnipoints.gateway.audit.AuditLog;
import dev.omnipoints.gateway.audit.Outcome;
import dev.omnipoints.gateway.clients.Budget;
import dev.omnipoints.gateway.clients.Call;
import dev.omnipoints.gateway.clients.RulesClient;
import dev.omnipoints.gateway.platform.Api;
import dev.omnipoints.gateway.platform.IdempotencyKey;
import dev.omnipoints.gateway.platform.Limits;
import dev.omnipoints.gateway.platform.NoBody;
import dev.omnipoints.gateway.platform.Query;
import dev.omnipoints.gateway.platform.Refused;
import dev.omnipoints.gateway.platform.Replays;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Drafts of the programme's rules, for staff. */
@Path("/v1/admin/rules")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Rules", description = "The programme's rules: drafts that marketing writes, versions that are published")
@SecurityRequirement(name = "staffToken")
public final class RulesResource {
    private static final int MAX_PAGE = 200;

    private final Current current;
    private final Budget budget;
    private final RulesClient rules;
    private final AuditLog audit;

    RulesResource(Current current, Budget budget, RulesClient rules, AuditLog audit) {
        this.current = current;
        this.budget = budget;
        this.rules = rules;
        this.audit = audit;
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.CARE, Roles.MARKETING, Roles.FINANCE, Roles.ADMIN})
    @Operation(operationId = "listRulesDrafts", summary = "Every open draft, newest first", description = "Every role.")
    @Parameter(ref = Api.PAGE_SIZE)
    @Parameter(ref = Api.PAGE_TOKEN)
    @APIResponse(
            responseCode = "200",
            description = "A page of drafts",
            content = @Content(schema = @Schema(implementation = RulesDraftAnswer.Page.class)))
    public Uni<RulesDraftAnswer.Page> drafts(@Context UriInfo uri) {
        Query query = Query.of(uri, Set.of(Api.PAGE_SIZE, Api.PAGE_TOKEN));
        ListDraftsRequest.Builder request = ListDraftsRequest.newBuilder();
        query.count(Api.PAGE_SIZE, MAX_PAGE).ifPresent(request::setPageSize);
        query.token(Api.PAGE_TOKEN).ifPresent(request::setPageToken);
        return rules.drafts(budget.begin(current.staff()), request.build()).map(RulesDraftAnswer.Page::of);
    }

    @POST
    @RolesAllowed({Roles.MARKETING, Roles.ADMIN})
    @Cancellable(false)
    @Operation(
            operationId = "createRulesDraft",
            summary = "Write rules",
            description = "Roles marketing and admin. Keeps them as a draft once they pass every check: a mistake is"
                    + " FIELD_INVALID with its path, in a condition with line and column too. At most 200 drafts are"
                    + " open (LIMIT_REACHED). It holds once a second person has published it.")
    @Parameter(ref = Api.IDEMPOTENCY_KEY)
    @APIResponse(
            responseCode = "201",
            description = "The draft",
            headers = @Header(name = "ETag", description = "Its version", schema = @Schema(examples = "1")),
            content = @Content(schema = @Schema(implementation = RulesDraftAnswer.class)))
    public Uni<RestResponse<RulesDraftAnswer>> create(RulesDraftBody body, @Context HttpHeaders headers) {
        String key = IdempotencyKey.of(headers);
        Call call = budget.begin(current.staff());
        CreateDraftRequest.Builder request = CreateDraftRequest.newBuilder()
                .setIdempotencyKey(key)
                .setName(body.name())
                .setDocumentJson(body.json());
        if (body.basedOn() != null) {
            request.setBasedOn(body.basedOn());
        }
        Action action = Action.onRules(
                call.caller(), Action.Word.CREATE_RULES_DRAFT, call.caller().getProgramme(), null, key);
        return audit.entered(
                        action,
                        () -> rules.create(call, request.build()),
                        done -> Outcome.operation(done.getDraft().getDraftId(), done.getReplayed()))
                .map(done -> tagged(Response.Status.CREATED, RulesDraftAnswer.of(done.getDraft()), done.getReplayed()));
    }

    @GET
    @Path("/{draft}")
    @RolesAllowed({Roles.VIEWER, Roles.CARE, Roles.MARKETING, Roles.FINANCE, Roles.ADMIN})
    @Operation(operationId = "getRulesDraft", summary = "An open draft", description = "Every role.")
    @APIResponse(
            responseCode = "200",
            description = "The draft",
            headers = @Header(name = "ETag", description = "Its version", schema = @Schema(examples = "3")),
            content = @Content(schema = @Schema(implementation = RulesDraftAnswer.class)))
    public Uni<RestResponse<RulesDraftAnswer>> draft(@PathParam("draft") String draft, @Context UriInfo uri) {
        Query.of(uri, Set.of());
        GetDraftRequest request =
                GetDraftRequest.newBuilder().setDraftId(known(draft)).build();
        return rules.draft(budget.begin(current.staff()), request)
                .map(told -> tagged(Response.Status.OK, RulesDraftAnswer.of(told.getDraft()), false));
    }

    @PUT
    @Path("/{draft}")
    @RolesAllowed({Roles.MARKETING, Roles.ADMIN})
    @Cancellable(false)
    @Operation(
            operationId = "updateRulesDraft",
            summary = "Write a draft anew",
            description = "Roles marketing and admin. As a whole. VERSION_CONFLICT where someone else has changed it"
                    + " since it was read. Sent again after an answer that got lost, the same change is the same"
                    + " version. Who writes on a draft cannot publish it.")
    @Parameter(
            name = HttpHeaders.IF_MATCH,
            in = ParameterIn.HEADER,
            required = true,
            description = "The ETag of the draft that was read",
            schema = @Schema(type = SchemaType.STRING, examples = "\"3\""))
    @APIResponse(
            responseCode = "200",
            description = "The draft",
            headers = @Header(name = "ETag", description = "Its new version", schema = @Schema(examples = "4")),
            content = @Content(schema = @Schema(implementation = RulesDraftAnswer.class)))
    public Uni<RestResponse<RulesDraftAnswer>> update(
            @PathParam("draft") String draft, RulesDraftBody body, @Context HttpHeaders headers) {
        int version = VersionTag.required(headers);
        Call call = budget.begin(current.staff());
        UpdateDraftRequest.Builder request = UpdateDraftRequest.newBuilder()
                .setDraftId(known(draft))
                .setExpectedVersion(version)
                .setName(body.name())
                .setDocumentJson(body.json());
        if (body.basedOn() != null) {
            request.setBasedOn(body.basedOn());
        }
        String content = body.basedOn() + " " + request.getDocumentJson() + ' ' + body.name();
        Action action = Action.onRules(call.caller(), Action.Word.UPDATE_RULES_DRAFT, draft, version, content);
        return audit.entered(
                        action,
                        () -> rules.update(call, request.build()),
                        done -> Outcome.version(done.getDraft().getVersion(), done.getReplayed()))
                .map(done -> tagged(Response.Status.OK, RulesDraftAnswer.of(done.getDraft()), done.getReplayed()));
    }

    @DELETE
    @Path("/{draft}")
    @RolesAllowed({Roles.MARKETING, Roles.ADMIN})
    @Cancellable(false)
    @Operation(
            operationId = "deleteRulesDraft",
            summary = "Throw a draft away",
            description = "Roles marketing and admin. VERSION_CONFLICT where someone else has changed it since it was"
                    + " read. The list of changes keeps what it said.")
    @Parameter(
            name = HttpHeaders.IF_MATCH,
            in = ParameterIn.HEADER,
            required = true,
            description = "The ETag of the draft that was read",
            schema = @Schema(type = SchemaType.STRING, examples = "\"3\""))
    @APIResponse(responseCode = "204", description = "It is gone")
    public Uni<RestResponse<Void>> delete(@PathParam("draft") String draft, @Context HttpHeaders headers) {
        int version = VersionTag.required(headers);
        Call call = budget.begin(current.staff());
        DeleteDraftRequest request = DeleteDraftRequest.newBuilder()
                .setDraftId(known(draft))
                .setExpectedVersion(version)
                .build();
        Action action = Action.onRules(call.caller(), Action.Word.DELETE_RULES_DRAFT, draft, version, "");
        return audit.entered(action, () -> rules.delete(call, request), RulesResource::deleted)
                .map(done -> Replays.answer(Response.Status.NO_CONTENT, null, done.getReplayed()));
    }

    private static Outcome deleted(DeleteDraftResponse done) {
        return new Outcome(done.getReplayed(), null, null);
    }

    @POST
    @Path("/{draft}/publish")
    @RolesAllowed({Roles.MARKETING, Roles.ADMIN})
    @Cancellable(false)
    @Operation(
            operationId = "publishRules",
            summary = "Publish a draft",
            description = "Roles marketing and admin, and none who wrote on it (NOT_GRANTED): a second person publishes"
                    + " what they have read. It is the next version then and holds at once, everywhere within seconds."
                    + " VERSION_CONFLICT where the draft was changed since it was read, or another version was"
                    + " published since it was made: put the changes on top of that one, as a change of the draft with"
                    + " its number as basedOn. No body.")
    @Parameter(ref = Api.IDEMPOTENCY_KEY)
    @Parameter(
            name = HttpHeaders.IF_MATCH,
            in = ParameterIn.HEADER,
            required = true,
            description = "The ETag of the draft that was read",
            schema = @Schema(type = SchemaType.STRING, examples = "\"3\""))
    @APIResponse(
            responseCode = "200",
            description = "The version; sent again: the same answer, with Idempotent-Replayed: true",
            content = @Content(schema = @Schema(implementation = RulesVersionAnswer.class)))
    public Uni<RestResponse<RulesVersionAnswer>> publish(
            @PathParam("draft") String draft,
            @RequestBody(required = false) NoBody nothing,
            @Context HttpHeaders headers) {
        String key = IdempotencyKey.of(headers);
        int version = VersionTag.required(headers);
        Call call = budget.begin(current.staff());
        PublishDraftRequest request = PublishDraftRequest.newBuilder()
                .setIdempotencyKey(key)
                .setDraftId(known(draft))
                .setExpectedVersion(version)
                .build();
        Action action = Action.onRules(call.caller(), Action.Word.PUBLISH_RULES, draft, version, "");
        return audit.entered(
                        action,
                        () -> rules.publish(call, request),
                        done -> Outcome.version(Math.toIntExact(done.getRules().getNumber()), done.getReplayed()))
                .map(done ->
                        Replays.answer(Response.Status.OK, RulesVersionAnswer.of(done.getRules()), done.getReplayed()));
    }

    /** A draft's id; what cannot be one is of no draft. */
    private static String known(String draft) {
        if (!draft.matches(Limits.MEMBER_ID)) {
            throw Refused.because(Reason.REASON_RULES_UNKNOWN, "Send the draft's id, as an answer told it.");
        }
        return draft;
    }

    private static RestResponse<RulesDraftAnswer> tagged(
            Response.Status status, RulesDraftAnswer answer, boolean replayed) {
        RestResponse<RulesDraftAnswer> response = Replays.answer(status, answer, replayed);
        response.getHeaders().putSingle(HttpHeaders.ETAG, VersionTag.of(answer.version()));
        return response;
    }
}
