package dev.tideway.knlocal.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tideway.knlocal.event.Decoded;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.JsonEvents;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Option;

/// The options that describe an event. What they say goes before what a file says.
final class EventOptions {
    private static final Path STANDARD_INPUT = Path.of("-");

    /// Numbers stay as they are written.
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "The event's type; needed without --file.")
    private Optional<String> type = Optional.empty();

    @Option(
            names = "--source",
            paramLabel = "URI",
            description = "Where it comes from (default: /kn-local/send).")
    private Optional<String> source = Optional.empty();

    @Option(names = "--id", paramLabel = "ID", description = "Default: a new one.")
    private Optional<String> id = Optional.empty();

    @Option(names = "--subject", paramLabel = "TEXT", description = "What it is about.")
    private Optional<String> subject = Optional.empty();

    @Option(names = "--data", paramLabel = "TEXT", description = "The data itself.")
    private Optional<String> data = Optional.empty();

    @Option(
            names = "--data-file",
            paramLabel = "FILE",
            description = "A file with the data; - is standard input.")
    private Optional<Path> dataFile = Optional.empty();

    @Option(
            names = "--content-type",
            paramLabel = "TYPE",
            description = "Of the data (default: application/json).")
    private Optional<String> contentType = Optional.empty();

    @Option(
            names = "--ext",
            paramLabel = "NAME=VALUE",
            description = "An extension attribute, such as partitionkey; may be repeated.")
    private Map<String, String> extensions = new LinkedHashMap<>();

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description =
                    "A file with a whole event in structured mode (JSON); - is standard input.")
    private Optional<Path> file = Optional.empty();

    boolean structured() {
        return file.isPresent();
    }

    /// The event they describe, complete and valid.
    Event event(InputStream in) throws CommandException, IOException {
        if (data.isPresent() && dataFile.isPresent()) {
            throw CommandException.misused("--data or --data-file, not both");
        }
        var body = body(in);
        if (file.isEmpty()) {
            var attributes = defaults();
            attributes.putAll(given(body.isPresent()));
            return valid(Decoded.of(attributes, body.orElse(null)));
        }
        var whole = valid(JsonEvents.decode(completed(file.get(), in, body.isPresent())));
        return body.isEmpty() ? whole : valid(Decoded.of(whole.attributes(), body.get()));
    }

    private byte[] completed(Path path, InputStream in, boolean withData)
            throws CommandException, IOException {
        try {
            if (!(JSON.readTree(read("--file", path, in)) instanceof ObjectNode event)) {
                throw CommandException.misused("--file: %s holds no JSON object".formatted(path));
            }
            given(withData).forEach(event::put);
            defaults().forEach((name, value) -> event.putIfAbsent(name, event.textNode(value)));
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw CommandException.misused(
                    "--file: %s is not JSON: %s".formatted(path, e.getOriginalMessage()));
        }
    }

    private Map<String, String> given(boolean withData) {
        var given = new LinkedHashMap<String, String>();
        type.ifPresent(value -> given.put("type", value));
        source.ifPresent(value -> given.put("source", value));
        id.ifPresent(value -> given.put("id", value));
        subject.ifPresent(value -> given.put("subject", value));
        contentType
                .or(() -> withData ? Optional.of("application/json") : Optional.empty())
                .ifPresent(value -> given.put("datacontenttype", value));
        given.putAll(extensions);
        return given;
    }

    private static Map<String, String> defaults() {
        var defaults = new LinkedHashMap<String, String>();
        defaults.put("specversion", "1.0");
        defaults.put("id", UUID.randomUUID().toString());
        defaults.put("source", "/kn-local/send");
        defaults.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        return defaults;
    }

    private Optional<byte[]> body(InputStream in) throws CommandException, IOException {
        return dataFile.isPresent()
                ? Optional.of(read("--data-file", dataFile.get(), in))
                : data.map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] read(String option, Path path, InputStream in)
            throws CommandException, IOException {
        if (path.equals(STANDARD_INPUT)) {
            return in.readAllBytes();
        }
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw CommandException.misused("%s: there is no file %s".formatted(option, path));
        } catch (FileSystemException e) {
            throw CommandException.misused("%s: %s cannot be read: %s".formatted(option, path, e));
        }
    }

    private static Event valid(Decoded decoded) throws CommandException {
        return switch (decoded) {
            case Decoded.Valid(var event) -> event;
            case Decoded.Unkeyable(var event, _) -> event;
            case Decoded.Invalid(var why) -> throw CommandException.misused(explained(why));
            case Decoded.NotAnEvent(var why) -> throw CommandException.misused(explained(why));
        };
    }

    private static String explained(String why) {
        return why.equals("type is missing")
                ? "an event needs a --type (or --file with a whole event)"
                : "not a valid event: " + why;
    }
}
