package dev.tideway.knlocal.trace;

import dev.tideway.knlocal.settings.Tracing;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// OTLP over HTTP, by OpenTelemetry's exporter. Its SDK makes no spans here: ours have ids already.
record Otlp(OtlpHttpSpanExporter exporter, Resource resource) implements Outbox.Exporter {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static Otlp open(Tracing tracing) {
        var exporter =
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(tracing.endpoint().toString())
                        .setHeaders(tracing::headers)
                        .setTimeout(PATIENCE)
                        .setRetryPolicy(null)
                        .build();
        var said = Attributes.builder();
        tracing.resource().forEach(said::put);
        said.put("service.name", tracing.service());
        return new Otlp(exporter, Resource.getDefault().merge(Resource.create(said.build())));
    }

    @Override
    public Optional<String> send(List<Span> spans) {
        var records = spans.stream().<SpanData>map(it -> SpanRecord.of(it, resource)).toList();
        var sent = exporter.export(records);
        sent.join(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        return sent.isSuccess() ? Optional.empty() : Optional.of(why(sent));
    }

    private static String why(CompletableResultCode sent) {
        if (!sent.isDone()) {
            return "no answer within " + PATIENCE.toSeconds() + " s";
        }
        var failure = sent.getFailureThrowable();
        if (failure == null) {
            return "it refused them";
        }
        var cause = failure;
        while (cause.getCause() != null && !(cause instanceof ConnectException)) {
            cause = cause.getCause();
        }
        if (cause instanceof ConnectException) {
            return "nobody listens there";
        }
        var words = cause.getMessage();
        return words == null ? cause.getClass().getSimpleName() : words.replaceAll("\\s+", " ");
    }

    @Override
    public void close() {
        var _ = exporter.shutdown();
    }
}
