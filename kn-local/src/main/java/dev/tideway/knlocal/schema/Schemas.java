package dev.tideway.knlocal.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The schemas of event types. A type that has none may have any data, and costs a look-up.
public final class Schemas {
    public static final Schemas NONE = new Schemas(Map.of());

    /// Of data larger than this one violation is looked for: to find all that is wrong with a hundred thousand lines takes long.
    private static final int LARGE = 16 << 10;

    private static final ObjectReader JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readerFor(JsonNode.class);

    private final Map<String, Schema> byType;

    Schemas(Map<String, Schema> byType) {
        this.byType = Map.copyOf(byType);
    }

    /// Reads `<type>.schema.json` of these folders, and compiles each.
    ///
    /// @throws SchemaException with everything that is wrong, each in its line
    public static Schemas read(List<Path> folders) throws SchemaException {
        var found = find(folders);
        if (!found.unfit().isEmpty()) {
            throw new SchemaException(found.unfit().stream().map(Unfit::toString).toList());
        }
        return found.schemas();
    }

    /// The same, with what is wrong beside what is right.
    public static Found find(List<Path> folders) {
        return SchemaFiles.read(folders);
    }

    public Set<String> types() {
        return byType.keySet();
    }

    /// Of the type's data, if there is one.
    public Optional<Schema> of(String type) {
        return Optional.ofNullable(byType.get(type));
    }

    /// In what the data of an event do not keep its type's schema, the first few; none when they do, or there is no schema.
    ///
    /// @param contentType of the data, or null, which means JSON
    /// @param data as they are on the wire, or null when the event has none
    public List<Violation> violations(
            String type, @Nullable String contentType, byte @Nullable [] data) {
        var schema = byType.get(type);
        return schema == null ? List.of() : violations(schema, contentType, data);
    }

    private static List<Violation> violations(
            Schema schema, @Nullable String contentType, byte @Nullable [] data) {
        if (!isJson(contentType)) {
            return one("is %s, the schema wants JSON".formatted(contentType));
        }
        if (data == null || data.length == 0) {
            return one("is missing, the schema wants JSON");
        }
        try {
            return schema.violations(JSON.readTree(data), data.length > LARGE);
        } catch (JsonProcessingException e) {
            return one("is not JSON" + place(e));
        } catch (IOException e) {
            return one("cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /// Without the parser's words, which repeat what they stumble over.
    private static String place(JsonProcessingException e) {
        var where = e.getLocation();
        return where == null
                ? ""
                : ", line %d column %d".formatted(where.getLineNr(), where.getColumnNr());
    }

    private static List<Violation> one(String what) {
        return List.of(Violation.of("", what));
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return true;
        }
        var media = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return media.endsWith("/json") || media.endsWith("+json");
    }
}
