package dev.omnipoints.gateway.access;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may ask what: every endpoint of the door with the kinds of credential and the roles that it serves. The
 * annotations at the methods say the same; {@link AccessGuard} lets pass only what both allow, so that a mistake in one
 * of them opens nothing. What a caller may see and move of an endpoint's data is said where the data is: a client's
 * stores ({@link ApiClient}), a member's own account, one programme.
 */
public final class AccessTable {
    /**
     * A method of a path.
     *
     * @param path with its parameters in braces, as in the published description
     */
    public record Endpoint(String method, String path) {}

    private record May(Endpoint endpoint, Set<String> roles) {}

    private static final Map<Endpoint, Set<String>> ALL = Stream.of(
                    // Selling channels
                    may("POST", "/v1/members", Set.of(Roles.CLIENT)),
                    may("POST", "/v1/members/lookup", Set.of(Roles.CLIENT)),
                    may("POST", "/v1/quotes", Set.of(Roles.CLIENT)),
                    may("POST", "/v1/sales", Set.of(Roles.CLIENT)),
                    may("GET", "/v1/sales", Set.of(Roles.CLIENT)),
                    may("POST", "/v1/sales/batch", Set.of(Roles.CLIENT)),
                    may("GET", "/v1/sales/{saleId}", Set.of(Roles.CLIENT)),
                    may("POST", "/v1/sales/{saleId}/claim", Set.of(Roles.CLIENT, Roles.CARE, Roles.MEMBER)),
                    may("POST", "/v1/returns", Set.of(Roles.CLIENT)),
                    may("POST", "/v1/events", Set.of(Roles.CLIENT)),
                    may("POST", "/v1/holds", Set.of(Roles.CLIENT, Roles.MEMBER)),
                    may("GET", "/v1/holds/{id}", Set.of(Roles.CLIENT)),
                    may("POST", "/v1/holds/{id}/capture", Set.of(Roles.CLIENT)),
                    may("POST", "/v1/holds/{id}/void", Set.of(Roles.CLIENT)),
                    may("POST", "/v1/redemptions", Set.of(Roles.CLIENT, Roles.MEMBER)),
                    may("POST", "/v1/redemptions/{id}/reverse", Set.of(Roles.CLIENT)),
                    may("POST", "/v1/operations/lookup", Set.of(Roles.CLIENT)),
                    // Members
                    may("GET", "/v1/me", Set.of(Roles.MEMBER)),
                    may("GET", "/v1/me/balance", Set.of(Roles.MEMBER)),
                    may("GET", "/v1/me/activity", Set.of(Roles.MEMBER)),
                    may("POST", "/v1/me/transfers", Set.of(Roles.MEMBER)),
                    // Staff
                    may("GET", "/v1/admin/audit", Set.of(Roles.ADMIN)),
                    may("GET", "/v1/admin/clients", Set.of(Roles.ADMIN)),
                    may("POST", "/v1/admin/clients", Set.of(Roles.ADMIN)),
                    may("GET", "/v1/admin/clients/{id}", Set.of(Roles.ADMIN)),
                    may("PUT", "/v1/admin/clients/{id}", Set.of(Roles.ADMIN)),
                    may("POST", "/v1/admin/clients/{id}/end", Set.of(Roles.ADMIN)),
                    may("POST", "/v1/admin/clients/{id}/keys", Set.of(Roles.ADMIN)),
                    may("POST", "/v1/admin/clients/{id}/keys/{keyId}/end", Set.of(Roles.ADMIN)),
                    may("POST", "/v1/admin/members/{memberId}/adjustments", Set.of(Roles.CARE, Roles.ADMIN)),
                    may("POST", "/v1/admin/operations/{operationId}/confirm", Set.of(Roles.CARE, Roles.ADMIN)),
                    may("POST", "/v1/admin/operations/{operationId}/reverse", Set.of(Roles.CARE, Roles.ADMIN)),
                    may("POST", "/v1/admin/transfers", Set.of(Roles.CARE, Roles.ADMIN)),
                    may("GET", "/v1/admin/programme", Roles.STAFF),
                    may("GET", "/v1/admin/programme/versions", Roles.STAFF),
                    may("PUT", "/v1/admin/programme", Set.of(Roles.ADMIN)),
                    may("GET", "/v1/admin/ledger/roots", Set.of(Roles.FINANCE, Roles.ADMIN)),
                    may("GET", "/v1/admin/rules", Roles.STAFF),
                    may("POST", "/v1/admin/rules", Set.of(Roles.MARKETING, Roles.ADMIN)),
                    may("GET", "/v1/admin/rules/{draft}", Roles.STAFF),
                    may("PUT", "/v1/admin/rules/{draft}", Set.of(Roles.MARKETING, Roles.ADMIN)),
                    may("DELETE", "/v1/admin/rules/{draft}", Set.of(Roles.MARKETING, Roles.ADMIN)),
                    may("POST", "/v1/admin/rules/{draft}/publish", Set.of(Roles.MARKETING, Roles.ADMIN)),
                    may("POST", "/v1/admin/rules/{draft}/simulate", Set.of(Roles.MARKETING, Roles.ADMIN)),
                    may("GET", "/v1/admin/rules/{draft}/simulations/{simulation}", Roles.STAFF),
                    may("GET", "/v1/admin/rules/changes", Roles.STAFF),
                    may("GET", "/v1/admin/rules/failures", Roles.STAFF),
                    may("GET", "/v1/admin/rules/schema", Roles.STAFF),
                    may("GET", "/v1/admin/rules/versions", Roles.STAFF),
                    may("GET", "/v1/admin/rules/versions/current", Roles.STAFF),
                    may("GET", "/v1/admin/rules/versions/{number}", Roles.STAFF),
                    may(
                            "GET",
                            "/v1/admin/members/{memberId}/segments",
                            Set.of(Roles.CARE, Roles.MARKETING, Roles.ADMIN)),
                    may(
                            "GET",
                            "/v1/admin/members/{memberId}/segments/changes",
                            Set.of(Roles.CARE, Roles.MARKETING, Roles.ADMIN)),
                    may("PUT", "/v1/admin/members/{memberId}/segments", Set.of(Roles.MARKETING, Roles.ADMIN)),
                    may("GET", "/v1/admin/terminals/{id}/gaps", Roles.STAFF))
            .collect(Collectors.toUnmodifiableMap(May::endpoint, May::roles));

    private AccessTable() {}

    /** The roles that an endpoint serves; none where it is not in the table. */
    public static Set<String> mayCall(Endpoint endpoint) {
        return ALL.getOrDefault(endpoint, Set.of());
    }

    /** Every endpoint of the table. */
    public static Set<Endpoint> endpoints() {
        return ALL.keySet();
    }

    private static May may(String method, String path, Set<String> roles) {
        return new May(new Endpoint(method, path), roles);
    }
}
