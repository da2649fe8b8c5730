package dev.omnipoints.gateway.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.access.AccessTable.Endpoint;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every endpoint by every kind of caller, against the table. */
@QuarkusTest
class AccessTableTest extends GatewayTest {
    private static final Map<String, String> PARAMETERS = Map.of(
            "memberId", UUID.randomUUID().toString(),
            "saleId", "0".repeat(32),
            "draft", UUID.randomUUID().toString(),
            "simulation", UUID.randomUUID().toString(),
            "number", "1");

    @Inject
    BeanManager beans;

    @Test
    void theTableHasWhatTheMethodsSay() {
        Map<String, Set<String>> said = new TreeMap<>();
        for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            Path root = bean.getBeanClass().getAnnotation(Path.class);
            if (root != null && bean.getBeanClass() != ForgottenResource.class) {
                for (Method method : bean.getBeanClass().getDeclaredMethods()) {
                    for (Annotation annotation : method.getAnnotations()) {
                        HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
                        if (http != null) {
                            Path own = method.getAnnotation(Path.class);
                            said.put(
                                    http.value() + ' ' + root.value() + (own == null ? "" : own.value()),
                                    new TreeSet<>(Set.of(method.getAnnotation(RolesAllowed.class)
                                            .value())));
                        }
                    }
                }
            }
        }

        Map<String, Set<String>> table = new TreeMap<>();
        AccessTable.endpoints()
                .forEach(endpoint -> table.put(
                        endpoint.method() + ' ' + endpoint.path(), new TreeSet<>(AccessTable.mayCall(endpoint))));
        assertThat(table).isEqualTo(said);
    }

    @Test
    void theTableHasWhatIsPublished() {
        Map<String, Map<String, Object>> paths = given().accept(ContentType.JSON)
                .get("/q/openapi?format=JSON")
                .jsonPath()
                .getMap("paths");
        Set<String> published = new TreeSet<>();
        paths.forEach((path, methods) -> methods.keySet().stream()
                .filter(method ->
                        Set.of("get", "post", "put", "delete", "patch").contains(method))
                .forEach(method -> published.add(method.toUpperCase(Locale.ROOT) + ' ' + path)));

        Set<String> table = new TreeSet<>();
        AccessTable.endpoints().forEach(endpoint -> table.add(endpoint.method() + ' ' + endpoint.path()));
        assertThat(table).isEqualTo(published);
    }

    @Test
    void everyEndpointServesWhomTheTableSaysAndNoOneElse() {
        Map<String, String> wrong = new TreeMap<>();
        for (Endpoint endpoint : AccessTable.endpoints()) {
            Set<String> may = AccessTable.mayCall(endpoint);
            for (String role : Set.of(
                    Roles.CLIENT,
                    Roles.MEMBER,
                    Roles.VIEWER,
                    Roles.CARE,
                    Roles.MARKETING,
                    Roles.FINANCE,
                    Roles.ADMIN)) {
                peers.reset();
                Response told = send(endpoint, by(role));
                boolean refused = told.statusCode() == 403 && "NOT_GRANTED".equals(told.path("reason"));
                boolean asked = !peers.received().isEmpty();
                if (may.contains(role) ? refused || told.statusCode() == 401 : !refused || asked) {
                    wrong.put(endpoint + " by " + role, told.statusCode() + ' ' + told.asString());
                }
            }
            Response unknown = send(endpoint, given());
            if (unknown.statusCode() != 401 || !"UNAUTHENTICATED".equals(unknown.path("reason"))) {
                wrong.put(endpoint + " by no one", unknown.statusCode() + ' ' + unknown.asString());
            }
        }

        assertThat(wrong).isEmpty();
    }

    private RequestSpecification by(String role) {
        return switch (role) {
            case Roles.CLIENT -> given().header("X-API-Key", Credential.DESK);
            case Roles.MEMBER -> asMember();
            default -> asStaff(role);
        };
    }

    /** Nothing that could be done: an empty object, ids of nothing. */
    private static Response send(Endpoint endpoint, RequestSpecification request) {
        String path = endpoint.path();
        for (Map.Entry<String, String> parameter : PARAMETERS.entrySet()) {
            path = path.replace('{' + parameter.getKey() + '}', parameter.getValue());
        }
        path = path.replaceAll("\\{[^}]+}", "none");
        RequestSpecification ready = request.header("If-Match", "\"1\"").header("Idempotency-Key", "k");
        if (!endpoint.method().equals("GET")) {
            ready = ready.contentType(ContentType.JSON).body("{}");
        }
        return ready.request(endpoint.method(), path);
    }
}
