package dev.omnipoints.suite;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** Takes the spans that services export (OTLP over gRPC), and keeps them. */
final class Collector extends TraceServiceGrpc.TraceServiceImplBase implements AutoCloseable {
    private final Queue<Told> spans = new ConcurrentLinkedQueue<>();
    private final Server server;

    /**
     * A span, ids as in a `traceparent`.
     *
     * @param parent empty at a trace's beginning
     */
    record Told(String service, String trace, String id, String parent, String name, Map<String, String> attributes) {}

    Collector() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .addService(this)
                .build()
                .start();
    }

    /** With which a service exports all of its spans to here. */
    Map<String, String> settings() {
        return Map.of(
                "quarkus.otel.traces.sampler.arg", "1.0",
                "quarkus.otel.instrument.vertx-sql-client", "true",
                "quarkus.otel.bsp.schedule.delay", "100ms",
                "quarkus.otel.exporter.otlp.endpoint", "http://127.0.0.1:" + server.getPort());
    }

    /** Those of a trace so far. */
    List<Told> of(String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    @Override
    public void export(ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> answer) {
        for (var resource : request.getResourceSpansList()) {
            var service = told(resource.getResource().getAttributesList()).get("service.name");
            for (var scope : resource.getScopeSpansList()) {
                for (var span : scope.getSpansList()) {
                    spans.add(new Told(
                            service,
                            hex(span.getTraceId().toByteArray()),
                            hex(span.getSpanId().toByteArray()),
                            hex(span.getParentSpanId().toByteArray()),
                            span.getName(),
                            told(span.getAttributesList())));
                }
            }
        }
        answer.onNext(ExportTraceServiceResponse.getDefaultInstance());
        answer.onCompleted();
    }

    private static String hex(byte[] id) {
        return HexFormat.of().formatHex(id);
    }

    private static Map<String, String> told(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(
                        Collectors.toMap(KeyValue::getKey, one -> one.getValue().getStringValue()));
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
