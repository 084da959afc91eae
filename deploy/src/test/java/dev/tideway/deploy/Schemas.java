package dev.tideway.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Schemas by kind: the fields that we use of an API, and no others.
final class Schemas {
    private static final JsonSchemaFactory FACTORY =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private Schemas() {}

    /// @param key apiVersion and kind, such as `postgresql.cnpg.io/v1 Cluster`
    static Optional<JsonSchema> find(String key) {
        var name = key.toLowerCase(Locale.ROOT).replaceAll("[/ ]", "_");
        try (var file = Schemas.class.getResourceAsStream("/schemas/" + name + ".yaml")) {
            if (file == null) {
                return Optional.empty();
            }
            var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return Optional.of(FACTORY.getSchema(Yaml.documents(text).getFirst()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> problems(JsonSchema schema, JsonNode json) {
        return schema.validate(json).stream().map(ValidationMessage::getMessage).toList();
    }
}
