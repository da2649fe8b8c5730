package dev.omnipoints.loyalty.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedSpanTest {
    private final Ended ended = new Ended();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(ended))
            .build();
    private final Tracer tracer = provider.get("test");

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void itIsPartOfTheFirstCallersTraceAndLinkedWithTheOthers() {
        Context first = caller(tracer);
        Context second = caller(tracer);
        Context dropped = caller(SdkTracerProvider.builder()
                .setSampler(Sampler.alwaysOff())
                .build()
                .get("test"));

        SharedSpan.begin(() -> tracer, "post", List.of(dropped, first, second)).end(null);

        assertThat(ended.spans)
                .hasSize(2)
                .allSatisfy(span -> assertThat(span.getName()).isEqualTo("post"));
        SpanData shared = ended.spans.get(0);
        SpanData other = ended.spans.get(1);
        assertThat(shared.getParentSpanContext()).isEqualTo(of(first));
        assertThat(links(shared)).containsExactly(of(second));
        assertThat(other.getParentSpanContext()).isEqualTo(of(second));
        assertThat(links(other)).containsExactly(shared.getSpanContext());
    }

    @Test
    void aFailureIsToldInEachTrace() {
        SharedSpan.begin(() -> tracer, "post", List.of(caller(tracer), caller(tracer)))
                .end(new IllegalStateException("no database"));

        assertThat(ended.spans)
                .hasSize(2)
                .allSatisfy(span -> assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR));
    }

    @Test
    void workThatThrowsFailsAndIsTold() {
        Future<Void> done = SharedSpan.begin(() -> tracer, "post", List.of(caller(tracer)))
                .around(() -> {
                    throw new IllegalStateException("a defect");
                });

        assertThat(done.cause()).hasMessage("a defect");
        assertThat(ended.spans)
                .singleElement()
                .satisfies(span -> assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR));
    }

    @Test
    void ofTracesThatAreNotKeptNothingIsTold() {
        SharedSpan.begin(() -> tracer, "post", List.of(Context.root(), Context.root()))
                .end(null);
        SharedSpan.begin(() -> tracer, "post", List.of()).end(null);

        assertThat(ended.spans).isEmpty();
    }

    private static Context caller(Tracer by) {
        return Context.root().with(by.spanBuilder("caller").startSpan());
    }

    private static SpanContext of(Context caller) {
        return Span.fromContext(caller).getSpanContext();
    }

    private static List<SpanContext> links(SpanData span) {
        return span.getLinks().stream().map(LinkData::getSpanContext).toList();
    }

    /** What has ended, in that order. */
    private static final class Ended implements SpanExporter {
        private final List<SpanData> spans = new ArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> more) {
            spans.addAll(more);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
