package dev.tideway.knlocal.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.knlocal.event.Decoded;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;

/// Reads a PingSource and refuses what Knative's webhook refuses (`ping_validation.go`).
final class PingSourceReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] NONE = new byte[0];

    private final Findings findings;

    PingSourceReader(Findings findings) {
        this.findings = findings;
    }

    Optional<PingSource> read(Resource resource) {
        return resource.spec().flatMap(spec -> read(resource, spec));
    }

    private Optional<PingSource> read(Resource resource, Fields spec) {
        var schedule = ScheduleReader.read(spec);
        var overrides = Overrides.read(spec);
        var event = event(resource.key(), spec).map(overrides::on);
        var sink = SinkReader.required(spec, resource.origin(findings));
        spec.done();
        if (schedule.isEmpty() || event.isEmpty() || sink.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new PingSource(
                        resource.key(),
                        schedule.get(),
                        event.get(),
                        sink.get(),
                        overrides,
                        resource.place()));
    }

    private static Optional<Event> event(Key key, Fields spec) {
        var type = spec.string("contentType").map(Text::value).filter(it -> !it.isEmpty());
        var data = data(spec);
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("specversion", "1.0");
        attributes.put("id", "each its own");
        attributes.put(
                "source",
                "/apis/v1/namespaces/%s/pingsources/%s".formatted(key.namespace(), key.name()));
        attributes.put("type", PingSource.TYPE);
        data.ifPresent(_ -> type.ifPresent(it -> attributes.put("datacontenttype", it)));
        data.filter(_ -> type.equals(Optional.of("application/json")))
                .ifPresent(it -> checkJson(spec, it));
        return switch (Decoded.of(attributes, data.orElse(null))) {
            case Decoded.Valid(var event) -> Optional.of(event);
            case Decoded.Unkeyable(var event, _) -> Optional.of(event);
            case Decoded.Invalid(var why) -> notAnEvent(spec, why);
            case Decoded.NotAnEvent(var why) -> notAnEvent(spec, why);
        };
    }

    private static Optional<Event> notAnEvent(Fields spec, String why) {
        spec.problem("contentType", "makes no event: " + why, "");
        return Optional.empty();
    }

    private static Optional<byte[]> data(Fields spec) {
        var text = spec.string("data").map(Text::value).filter(it -> !it.isEmpty());
        var base64 = spec.string("dataBase64").map(Text::value).filter(it -> !it.isEmpty());
        if (text.isPresent() && base64.isPresent()) {
            spec.problem("dataBase64", "stands beside data", "keep one of the two");
        }
        return text.map(it -> it.getBytes(StandardCharsets.UTF_8))
                .or(() -> base64.map(it -> decoded(spec, it)));
    }

    private static byte[] decoded(Fields spec, String base64) {
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException _) {
            spec.problem("dataBase64", "is not base64", "plain text belongs in data");
            return NONE;
        }
    }

    private static void checkJson(Fields spec, byte[] data) {
        var key = spec.has("data") ? "data" : "dataBase64";
        try {
            if (JSON.readTree(new String(data, StandardCharsets.UTF_8)).isObject()) {
                return;
            }
        } catch (JsonProcessingException _) {
            // Said below, as for JSON that is something else.
        }
        spec.problem(key, "is no JSON object, but contentType is application/json", "");
    }
}
