package dev.tideway.knlocal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.knlocal.testing.Schemata;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaFilesTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    {"type": "strng"}                  | is no JSON Schema 2020-12: /type is "strng", wanted one of
                    {"minimum": "1"}                   | is no JSON Schema 2020-12: /minimum is a string, wanted a number
                    {"$ref": "#/$defs/none"}           | is no JSON Schema 2020-12
                    {"$ref": "https://example.com/x"}  | is no JSON Schema 2020-12: $ref leads to https://example.com/x, which no schema here has as its $id
                    {"pattern": "("}                   | is no JSON Schema 2020-12
                    {"$schema": "http://json-schema.org/draft-07/schema#"} | is no JSON Schema 2020-12: $schema is http://json-schema.org/draft-07/schema#, wanted https://json-schema.org/draft/2020-12/schema
                    []                                 | is no JSON Schema; a schema is an object
                    {"type":                           | is not JSON
                    """)
    void a_file_that_is_no_schema_is_named_with_the_reason(String text, String said)
            throws Exception {
        Schemata.write(folder, "order.v1", text);
        assertThatThrownBy(() -> Schemas.read(List.of(folder)))
                .isInstanceOf(SchemaException.class)
                .hasMessageStartingWith(folder.resolve("order.v1.schema.json").toString())
                .hasMessageContaining(said)
                .satisfies(it -> assertThat(it.toString().lines()).hasSize(1));
    }

    @Test
    void a_name_without_a_type_is_a_problem() throws Exception {
        Schemata.write(folder, "", "{}");
        assertThatThrownBy(() -> Schemas.read(List.of(folder)))
                .hasMessage(
                        "%s names no event type; call it <type>.schema.json"
                                .formatted(folder.resolve(".schema.json")));
    }

    @Test
    void a_type_has_one_schema() throws Exception {
        var one = Schemata.write(folder.resolve("one"), "a", "{}");
        var two = Schemata.write(folder.resolve("two"), "a", "{}");
        assertThatThrownBy(() -> Schemas.read(List.of(one, two)))
                .hasMessageContaining("is a second schema of a");
    }

    @Test
    void all_problems_are_told_at_once() throws Exception {
        Schemata.write(folder, "a", "[");
        Schemata.write(folder, "b", "[]");
        assertThatThrownBy(() -> Schemas.read(List.of(folder)))
                .satisfies(it -> assertThat(it.toString().lines()).hasSize(2));
    }

    @Test
    void schemas_may_refer_to_each_other_by_their_ids() throws Exception {
        Schemata.write(folder, "a", "{\"$id\": \"https://example.com/a\", \"type\": \"string\"}");
        Schemata.write(folder, "b", "{\"items\": {\"$ref\": \"https://example.com/a\"}}");
        var schemas = Schemas.read(List.of(folder));
        assertThat(
                        schemas.violations(
                                "b", null, "[1]".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .containsExactly(new Violation("/0", "is a number, wanted a string"));
    }

    @Test
    void other_files_are_passed_over() throws Exception {
        Files.writeString(folder.resolve("a.example.json"), "no");
        assertThat(Schemas.read(List.of(folder)).types()).isEmpty();
    }
}
