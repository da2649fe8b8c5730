package dev.omnipoints.gateway.access;

import dev.omnipoints.gateway.access.AccessTable.Endpoint;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Holds every request against {@link AccessTable}, after the annotation at its method has let it pass. By the method
 * that was found for it, not by the path that was sent: no spelling of a path goes round it.
 */
@Singleton
public final class AccessGuard {
    private final SecurityIdentity identity;
    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

    AccessGuard(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** Refuses who has none of the roles that the table gives to the endpoint. */
    @ServerRequestFilter
    public void check(ResourceInfo resource) {
        Set<String> roles = known.computeIfAbsent(resource.getResourceMethod(), AccessGuard::roles);
        if (roles.stream().noneMatch(identity::hasRole)) {
            throw new ForbiddenException("the table of access does not have it");
        }
    }

    private static Set<String> roles(Method method) {
        String root = method.getDeclaringClass().getAnnotation(Path.class).value();
        Path own = method.getAnnotation(Path.class);
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (http != null) {
                return AccessTable.mayCall(new Endpoint(http.value(), root + (own == null ? "" : own.value())));
            }
        }
        return Set.of();
    }
}
