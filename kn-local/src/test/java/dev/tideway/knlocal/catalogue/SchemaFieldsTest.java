package dev.tideway.knlocal.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaFieldsTest {
    @Test
    void nested_fields_have_their_whole_path() throws JsonProcessingException {
        assertThat(
                        fields(
                                """
                                {"required": ["lines"], "properties": {
                                  "lines": {"type": "array", "minItems": 1, "description": "What.", "items": {
                                    "type": "object", "required": ["sku"], "properties": {
                                      "sku": {"type": "string"}, "tags": {"type": "array", "items": {"type": "string"}}}}},
                                  "to": {"type": ["string", "null"], "format": "email"}}}
                                """))
                .containsExactly(
                        "lines: array of object, not empty, required, What.",
                        "lines[].sku: string, required",
                        "lines[].tags: array of string",
                        "to: string or null, email");
    }

    @Test
    void references_and_alternatives_are_followed() throws JsonProcessingException {
        assertThat(
                        fields(
                                """
                                {"$defs": {"row": {"type": "object", "properties": {"id": {"type": "integer", "minimum": 1}}}},
                                 "properties": {"before": {"anyOf": [{"$ref": "#/$defs/row"}, {"type": "null"}]}}}
                                """))
                .containsExactly("before: object or null", "before.id: integer, at least 1");
    }

    @Test
    void a_schema_that_holds_itself_comes_to_an_end() throws JsonProcessingException {
        assertThat(
                        fields(
                                """
                                {"properties": {"child": {"$ref": "#"}, "all": {"allOf": [{"$ref": "#/properties/all"}]}}}
                                """))
                .containsExactly("child: any", "all: any");
    }

    @Test
    void a_field_is_secret_when_its_schema_says_so() throws JsonProcessingException {
        // Given
        var schema =
                """
                {"properties": {
                  "token": {"description": "A secret: never shown."},
                  "pin": {"writeOnly": true},
                  "password": {"format": "password"},
                  "name": {"description": "No secret sauce; a secret ballot's name."}}}
                """;
        // When
        var secret =
                new SchemaFields(new ObjectMapper().readTree(schema))
                        .all().stream()
                                .filter(SchemaFields.Field::secret)
                                .map(SchemaFields.Field::path);
        // Then
        assertThat(secret).containsExactly("token", "pin", "password");
    }

    private static List<String> fields(String schema) throws JsonProcessingException {
        return new SchemaFields(new ObjectMapper().readTree(schema))
                .all().stream()
                        .map(it ->
                                it.path()
                                        + ": "
                                        + it.type()
                                        + (it.required() ? ", required" : "")
                                        + (it.meaning().isEmpty() ? "" : ", " + it.meaning()))
                        .toList();
    }
}
