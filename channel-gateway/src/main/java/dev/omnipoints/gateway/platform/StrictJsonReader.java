package dev.omnipoints.gateway.platform;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.buffer.Buffer;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Every JSON body that reaches a resource comes through {@link StrictJson}, as {@link BodyLimit} took it in. */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
public final class StrictJsonReader implements MessageBodyReader<Record> {
    private final StrictJson json;
    private final CurrentVertxRequest current;

    StrictJsonReader(StrictJson json, CurrentVertxRequest current) {
        this.json = json;
        this.current = current;
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type.isRecord();
    }

    @Override
    public Record readFrom(
            Class<Record> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream unused) {
        Buffer body = current.getCurrent().body().buffer();
        return json.read(body == null ? new byte[0] : body.getBytes(), type);
    }
}
