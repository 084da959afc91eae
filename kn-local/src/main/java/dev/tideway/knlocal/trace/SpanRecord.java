package dev.tideway.knlocal.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.time.Instant;
import java.util.List;

/// A span of ours as OpenTelemetry's exporter reads it.
record SpanRecord(
        Span span,
        SpanContext spanContext,
        SpanContext parentSpanContext,
        Attributes attributes,
        Resource resource)
        implements SpanData {
    private static final InstrumentationScopeInfo SCOPE =
            InstrumentationScopeInfo.create("dev.tideway.knlocal");

    static SpanRecord of(Span span, Resource resource) {
        var attributes = Attributes.builder();
        span.attributes()
                .forEach((name, value) -> {
                    if (value instanceof Long number) {
                        attributes.put(name, number);
                    } else {
                        attributes.put(name, value.toString());
                    }
                });
        var place = span.place();
        var parent =
                place.parentId().isEmpty()
                        ? SpanContext.getInvalid()
                        : context(place.traceId(), place.parentId());
        return new SpanRecord(
                span,
                context(place.traceId(), place.spanId()),
                parent,
                attributes.build(),
                resource);
    }

    private static SpanContext context(String traceId, String spanId) {
        return SpanContext.create(
                traceId, spanId, TraceFlags.getSampled(), TraceState.getDefault());
    }

    @Override
    public String getName() {
        return span.name();
    }

    @Override
    public SpanKind getKind() {
        return switch (span.kind()) {
            case INTERNAL -> SpanKind.INTERNAL;
            case PRODUCER -> SpanKind.PRODUCER;
            case CLIENT -> SpanKind.CLIENT;
        };
    }

    @Override
    public SpanContext getSpanContext() {
        return spanContext;
    }

    @Override
    public SpanContext getParentSpanContext() {
        return parentSpanContext;
    }

    @Override
    public StatusData getStatus() {
        return span.error()
                .map(why -> StatusData.create(StatusCode.ERROR, why))
                .orElse(StatusData.unset());
    }

    @Override
    public long getStartEpochNanos() {
        return nanos(span.begin());
    }

    @Override
    public long getEndEpochNanos() {
        return nanos(span.end());
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    @Override
    public Attributes getAttributes() {
        return attributes;
    }

    @Override
    public List<EventData> getEvents() {
        return List.of();
    }

    @Override
    public List<LinkData> getLinks() {
        return List.of();
    }

    @Override
    public boolean hasEnded() {
        return true;
    }

    @Override
    public int getTotalRecordedEvents() {
        return 0;
    }

    @Override
    public int getTotalRecordedLinks() {
        return 0;
    }

    @Override
    public int getTotalAttributeCount() {
        return attributes.size();
    }

    @Override
    public InstrumentationScopeInfo getInstrumentationScopeInfo() {
        return SCOPE;
    }

    @Override
    @Deprecated
    public io.opentelemetry.sdk.common.InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
        return io.opentelemetry.sdk.common.InstrumentationLibraryInfo.create(SCOPE.getName(), null);
    }

    @Override
    public Resource getResource() {
        return resource;
    }
}
