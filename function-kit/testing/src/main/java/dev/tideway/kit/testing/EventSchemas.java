package dev.tideway.kit.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.stream.Collectors;

/// The published language: `events/<type>.schema.json` and `events/<type>.example.json` of the repository.
public final class EventSchemas {
    private static final JsonSchemaFactory FACTORY =
            JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private EventSchemas() {}

    /// Checks data against its type.
    ///
    /// @throws AssertionError unless the data is what the type's schema (JSON Schema 2020-12) says
    public static void expectValid(String type, JsonNode data) {
        var schema = FACTORY.getSchema(Repository.text("events/" + type + ".schema.json"));
        var problems =
                schema.validate(
                        data.toString(),
                        InputFormat.JSON,
                        run -> run.getExecutionConfig().setFormatAssertionsEnabled(true));
        if (!problems.isEmpty()) {
            throw new AssertionError(
                    problems.stream()
                            .map(Object::toString)
                            .collect(Collectors.joining("\n", type + "\n", "\nin " + data)));
        }
    }

    /// The data of the type's example.
    public static JsonNode example(String type) {
        try {
            return MAPPER.readTree(Repository.text("events/" + type + ".example.json")).get("data");
        } catch (JsonProcessingException e) {
            throw new AssertionError("events/" + type + ".example.json is not JSON", e);
        }
    }
}
