package dev.tideway.knlocal.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;

/// A schema that stands in no file, such as one of an earlier release.
public final class SchemaText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaText() {}

    /// The fields of the data, when they are an object; empty when the text is not JSON.
    public static Optional<List<Property>> properties(String text) {
        try {
            return Optional.of(Properties.of(JSON.readTree(text)));
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }
}
