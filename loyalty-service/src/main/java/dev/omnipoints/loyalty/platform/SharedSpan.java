package dev.omnipoints.loyalty.platform;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.quarkus.opentelemetry.runtime.QuarkusContextStorage;
import io.vertx.core.Future;
import io.vertx.core.impl.ContextInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Work that is done for several callers at once, told in the trace of each whose trace is kept. It is a span of the
 * first one's trace, and what the database is asked meanwhile is part of it; each of the others has a span for as long
 * in its own trace, linked with that one. Where no trace is kept there is no span; log lines name the first caller's.
 */
public final class SharedSpan {
    private static final String SCOPE = "dev.omnipoints";

    private final Context context;
    private final List<Span> spans;

    private SharedSpan(Context context, List<Span> spans) {
        this.context = context;
        this.spans = spans;
    }

    /**
     * From now on, until its end.
     *
     * @param name what is done
     * @param callers {@link Context#current} of each as it asked
     */
    public static SharedSpan begin(String name, List<Context> callers) {
        return begin(() -> GlobalOpenTelemetry.getTracer(SCOPE), name, callers);
    }

    /** @param by asked for where a trace is kept, which is seldom */
    static SharedSpan begin(Supplier<Tracer> by, String name, List<Context> callers) {
        List<Context> kept = callers.stream()
                .filter(caller -> Span.fromContext(caller).getSpanContext().isSampled())
                .toList();
        if (kept.isEmpty()) {
            return new SharedSpan(callers.isEmpty() ? Context.root() : callers.getFirst(), List.of());
        }
        Tracer tracer = by.get();
        List<Context> others = kept.subList(1, kept.size());
        SpanBuilder builder =
                tracer.spanBuilder(name).setParent(kept.getFirst()).setAttribute("callers", callers.size());
        others.forEach(other -> builder.addLink(Span.fromContext(other).getSpanContext()));
        Span shared = builder.startSpan();
        List<Span> spans = new ArrayList<>(List.of(shared));
        others.forEach(other -> spans.add(tracer.spanBuilder(name)
                .setParent(other)
                .addLink(shared.getSpanContext())
                .startSpan()));
        return new SharedSpan(kept.getFirst().with(shared), spans);
    }

    /** Does it, on a Vert.x context of its own; outside of Vert.x there is none to tell it in. */
    public <T> Future<T> around(Supplier<Future<T>> work) {
        ContextInternal here = ContextInternal.current();
        if (here == null) {
            return told(work);
        }
        ContextInternal own = here.duplicate();
        QuarkusContextStorage.INSTANCE.attach(own, context);
        ContextInternal before = own.beginDispatch();
        try {
            return told(work);
        } finally {
            own.endDispatch(before);
        }
    }

    /** Composed, so that what throws is told too. */
    private <T> Future<T> told(Supplier<Future<T>> work) {
        return Future.<Void>succeededFuture().compose(begun -> work.get()).onComplete(done -> end(done.cause()));
    }

    /** @param failure null: it came out well */
    void end(Throwable failure) {
        for (Span span : spans) {
            if (failure != null) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }
}
