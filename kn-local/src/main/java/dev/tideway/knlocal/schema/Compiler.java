package dev.tideway.knlocal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.resource.InputStreamSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes schemas that can be asked of schemas that were read. They may refer to each other by `$id`; nothing is fetched.
final class Compiler {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private final Map<String, String> byId = new HashMap<>();
    private final JsonSchemaFactory factory;
    private final SchemaValidatorsConfig config =
            SchemaValidatorsConfig.builder()
                    .pathType(PathType.JSON_POINTER)
                    .formatAssertionsEnabled(true)
                    .locale(Locale.ROOT)
                    .build();
    private final Schema dialect;

    Compiler(Collection<JsonNode> schemas) {
        for (var schema : schemas) {
            byId.putIfAbsent(schema.path("$id").asText(), schema.toString());
        }
        factory =
                JsonSchemaFactory.getInstance(
                        VersionFlag.V202012,
                        making -> making.schemaLoaders(loaders -> loaders.add(this::load)));
        dialect = new Schema(factory.getSchema(SchemaLocation.of(DIALECT), config));
    }

    /// @throws NoSchemaException with what is wrong with it
    Schema compile(JsonNode schema) throws NoSchemaException {
        var says = schema.path("$schema").asText(DIALECT);
        if (!says.equals(DIALECT)) {
            throw new NoSchemaException("$schema is %s, wanted %s".formatted(says, DIALECT));
        }
        var wrong = dialect.violations(schema);
        if (!wrong.isEmpty()) {
            throw new NoSchemaException(wrong.getFirst().toString());
        }
        try {
            var compiled = factory.getSchema(schema, config);
            compiled.initializeValidators();
            return new Schema(compiled);
        } catch (JsonSchemaException e) {
            throw new NoSchemaException(said(e));
        }
    }

    private static String said(JsonSchemaException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /// What the library has with it is left to the library.
    private @Nullable InputStreamSource load(AbsoluteIri iri) {
        var known = byId.get(iri.toString());
        if (known != null) {
            return () -> new ByteArrayInputStream(known.getBytes(StandardCharsets.UTF_8));
        }
        if (iri.toString().startsWith("classpath:")) {
            return null;
        }
        throw new JsonSchemaException(
                "$ref leads to %s, which no schema here has as its $id".formatted(iri));
    }

    /// It is none.
    static final class NoSchemaException extends Exception {
        NoSchemaException(String why) {
            super(why);
        }
    }
}
