package dev.omnipoints.gateway.platform;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which methods a path takes: RFC 9110 wants them said with a 405, and Quarkus REST does not say them. */
@Singleton
final class AllowedMethods {
    private record Endpoint(Pattern path, String method) {}

    private final List<Endpoint> endpoints = new ArrayList<>();

    AllowedMethods(BeanManager beans) {
        for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            Path root = bean.getBeanClass().getAnnotation(Path.class);
            if (root != null) {
                for (Method method : bean.getBeanClass().getDeclaredMethods()) {
                    add(root, method);
                }
            }
        }
    }

    /** The value of the header Allow; empty where no endpoint has the path. */
    String of(String path) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.path().matcher(path).matches())
                .map(Endpoint::method)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private void add(Path root, Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (http != null) {
                Path own = method.getAnnotation(Path.class);
                String template = root.value() + (own == null ? "" : own.value());
                endpoints.add(new Endpoint(Pattern.compile(template.replaceAll("\\{[^}]+}", "[^/]+")), http.value()));
            }
        }
    }
}
