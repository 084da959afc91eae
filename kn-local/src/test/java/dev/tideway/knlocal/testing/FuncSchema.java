package dev.tideway.knlocal.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// What func itself would refuse in a func.yaml.
public final class FuncSchema {
    private static final Path FILE = Path.of("src/test/resources/func/func.yaml.schema.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();
    private final JsonSchema schema;

    public FuncSchema() throws IOException {
        schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(
                                tree(Files.readString(FILE)),
                                SchemaValidatorsConfig.builder()
                                        .formatAssertionsEnabled(true)
                                        .build());
    }

    public List<String> problems(String yaml) {
        return problems(tree(yaml));
    }

    public List<String> problems(JsonNode func) {
        return schema.validate(func).stream().map(ValidationMessage::getMessage).toList();
    }

    public static JsonNode tree(String yaml) {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }
}
