package dev.tideway.knlocal.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The JSON format of CloudEvents 1.0.2, one event at a time. JSON data keeps its bytes as they were sent.
public final class JsonEvents {
    /// Always UTF-8 (RFC 8259), so that a token's place is its place in the bytes.
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

    /// Of an event that is all in the body.
    public static final String CONTENT_TYPE = "application/cloudevents+json";

    private JsonEvents() {}

    /// Never throws: what is not a valid event says why.
    public static Decoded decode(byte[] json) {
        try (var parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new Decoded.Invalid("a structured event must be a JSON object");
            }
            var reading = new JsonReading(parser, json);
            while (parser.nextToken() != JsonToken.END_OBJECT && !reading.faulty()) {
                reading.member();
            }
            if (!reading.faulty() && parser.nextToken() != null) {
                return new Decoded.Invalid("there is more after the structured event's JSON");
            }
            return reading.finish();
        } catch (JsonProcessingException e) {
            return new Decoded.Invalid(notJson(e));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    private static String notJson(JsonProcessingException e) {
        var where = e.getLocation();
        var place =
                where == null
                        ? ""
                        : " (line %d, column %d)".formatted(where.getLineNr(), where.getColumnNr());
        var what = String.valueOf(e.getOriginalMessage()).split("\n| \\(start marker", 2)[0];
        return "the structured event is not JSON%s: %s".formatted(place, Draft.shown(what));
    }

    /// Structured mode, with the members in the order of the event's attributes.
    public static byte[] encode(Event event) {
        var out = new ByteArrayOutputStream();
        try (var generator = JSON.createGenerator(out)) {
            generator.writeStartObject();
            for (var attribute : event.attributes().entrySet()) {
                generator.writeStringField(attribute.getKey(), attribute.getValue());
            }
            var data = event.data();
            if (data != null) {
                writeData(generator, event.attribute("datacontenttype"), data);
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return out.toByteArray();
    }

    private static void writeData(
            JsonGenerator generator, @Nullable String contentType, byte[] data) throws IOException {
        if (HttpEvents.isJson(contentType) && isJson(data)) {
            generator.writeFieldName("data");
            generator.writeRawValue(new String(data, StandardCharsets.UTF_8));
        } else {
            generator.writeBinaryField("data_base64", data);
        }
    }

    private static boolean isJson(byte[] data) throws IOException {
        try (var parser = JSON.createParser(data)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JsonProcessingException _) {
            return false;
        }
    }
}
