package dev.tideway.knlocal.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tideway.knlocal.testing.Schemata;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemasTest {
    private static final String ORDER =
            """
            {"type": "object", "required": ["id", "lines"], "additionalProperties": false, "properties": {
              "id": {"type": "string", "minLength": 1},
              "total": {"type": ["integer", "null"], "minimum": 0},
              "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
              "state": {"enum": ["open", "closed"]},
              "at": {"type": "string", "format": "date-time"},
              "half": {"not": {"type": "object"}},
              "lines": {"type": "array", "items": {"$ref": "#/$defs/line"}, "minItems": 1},
              "token": {"type": "string", "description": "A secret.", "pattern": "^tok_"},
              "key": {"$ref": "#/$defs/key"},
              "pass": {"type": "object", "writeOnly": true, "properties": {"word": {"maxLength": 3}}}
            }, "$defs": {
              "line": {"type": "object", "required": ["sku"], "properties": {"sku": {"type": "string"}, "quantity": {"minimum": 1}}},
              "key": {"type": "string", "description": "Secret, too.", "maxLength": 2}
            }}
            """;

    @TempDir private Path folder;

    private List<String> wrong(@Nullable String contentType, byte @Nullable [] data)
            throws Exception {
        return Schemata.of(folder, "order.v1", ORDER)
                .violations("order.v1", contentType, data)
                .stream()
                .map(Violation::toString)
                .toList();
    }

    private List<String> wrong(String data) throws Exception {
        return wrong("application/json", data.getBytes(UTF_8));
    }

    /// With what every order has.
    private List<String> wrongWith(String field) throws Exception {
        return wrong("{\"id\": \"o-1\", \"lines\": [{\"sku\": \"tea\"}], %s}".formatted(field));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    "total": "ten"          | /total is a string, wanted an integer or null
                    "total": -1             | /total is -1, wanted 0 or more
                    "currency": "eur"       | /currency is "eur", wanted what matches ^[A-Z]{3}$
                    "state": "gone"         | /state is "gone", wanted one of "open", "closed"
                    "at": "noon"            | /at is "noon", wanted a value of the format date-time
                    "half": {}              | /half does not keep "not" of the schema
                    "lines": []             | /lines is an array of length 0, wanted a length of 1 or more
                    "lines": [{}]           | /lines/0/sku is missing
                    "more": 1               | /more is not in the schema, which allows no others
                    """)
    void what_is_wrong_is_said_with_its_place_and_what_was_wanted(String field, String said)
            throws Exception {
        assertThat(wrongWith(field)).containsExactly(said);
    }

    @Test
    void data_that_keep_their_schema_are_not_spoken_of() throws Exception {
        assertThat(
                        wrongWith(
                                "\"total\": 1.0, \"state\": \"open\", \"at\": \"2026-03-02T09:30:00Z\""))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"token\": \"visa-4111\"",
                "\"key\": \"4111\"",
                "\"pass\": {\"word\": \"4111\"}",
                "\"token\": 4111",
                "\"token\": {\"number\": 4111}"
            })
    void the_value_of_a_secret_is_never_said(String field) throws Exception {
        assertThat(wrongWith(field)).singleElement().asString().doesNotContain("4111");
    }

    @Test
    void nor_what_a_parser_stumbles_over() throws Exception {
        assertThat(wrong("{\"token\": tok_4111}"))
                .containsExactly("data is not JSON, line 1 column 11");
    }

    @Test
    void a_long_value_is_told_by_its_length() throws Exception {
        assertThat(wrongWith("\"currency\": \"%s\"".formatted("x".repeat(5_000))))
                .containsExactly(
                        "/currency is a string of length 5000, wanted what matches ^[A-Z]{3}$");
    }

    @Test
    void a_long_name_is_cut() throws Exception {
        assertThat(wrongWith("\"%s\": 1".formatted("x".repeat(5_000))).getFirst())
                .hasSizeLessThan(300);
    }

    @Test
    void of_many_violations_the_first_are_told() throws Exception {
        assertThat(wrong("{\"id\": \"o-1\", \"lines\": [{}, {}, {}, {}, {}]}"))
                .containsExactly(
                        "/lines/0/sku is missing",
                        "/lines/1/sku is missing",
                        "/lines/2/sku is missing");
    }

    @Test
    void of_large_data_one_is_looked_for() throws Exception {
        assertThat(wrong("{\"id\": \"o-1\", \"lines\": [%s{}]}".formatted("{},".repeat(50_000))))
                .containsExactly("/lines/0/sku is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{} {}", "", "nul", "\u0000", "{\"id\": \"\\ud800"})
    void what_is_no_json_is_a_violation(String data) throws Exception {
        assertThat(wrong(data)).singleElement().asString().startsWith("data is ");
    }

    @Test
    void what_is_nested_too_deep_is_a_violation() throws Exception {
        assertThat(wrong("{\"id\":".repeat(100_000)))
                .singleElement()
                .asString()
                .startsWith("data is ");
    }

    @Test
    void data_that_are_missing_are_a_violation() throws Exception {
        assertThat(wrong(null, null)).containsExactly("data is missing, the schema wants JSON");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "Application/JSON",
                "application/vnd.orders+json",
                "text/json"
            })
    void json_goes_by_several_names(String contentType) throws Exception {
        assertThat(
                        wrong(
                                contentType,
                                "{\"id\": \"1\", \"lines\": [{\"sku\": \"s\"}]}".getBytes(UTF_8)))
                .isEmpty();
    }

    @Test
    void other_content_is_a_violation_whatever_is_in_it() throws Exception {
        assertThat(
                        wrong(
                                "text/plain",
                                "{\"id\": \"1\", \"lines\": [{\"sku\": \"s\"}]}".getBytes(UTF_8)))
                .containsExactly("data is text/plain, the schema wants JSON");
    }

    @Test
    void a_type_without_a_schema_may_have_any_data() throws Exception {
        var schemas = Schemata.of(folder, "order.v1", ORDER);
        assertThat(schemas.violations("order.v2", "text/plain", null)).isEmpty();
        assertThat(schemas.types()).containsExactly("order.v1");
    }

    @Test
    void a_schema_tells_its_fields() throws Exception {
        var schema = Schemata.of(folder, "order.v1", ORDER).of("order.v1").orElseThrow();
        assertThat(schema.properties())
                .extracting(Property::name, Property::types, Property::required)
                .contains(
                        tuple("total", Set.of("integer", "null"), false),
                        tuple("id", Set.of("string"), true),
                        tuple("key", Set.of("string"), false));
        assertThat(schema.properties())
                .filteredOn(it -> it.name().equals("lines"))
                .flatExtracting(Property::properties)
                .extracting(Property::name, Property::required)
                .containsExactly(tuple("quantity", false), tuple("sku", true));
    }

    @Test
    void a_field_is_required_when_every_alternative_that_is_an_object_has_it() throws Exception {
        var schema =
                Schemata.of(
                                folder,
                                "row.v1",
                                """
                                {"type": "object", "properties": {
                                  "before": {"oneOf": [{"type": "null"}, {"$ref": "#/$defs/row"}]},
                                  "either": {"anyOf": [{"$ref": "#/$defs/row"}, {"type": "object", "properties": {"n": {}}}]}
                                }, "$defs": {"row": {"type": "object", "required": ["sku"], "properties": {"sku": {"type": "string"}}}}}
                                """)
                        .of("row.v1")
                        .orElseThrow();
        assertThat(schema.properties())
                .filteredOn(it -> it.name().equals("before"))
                .flatExtracting(Property::properties)
                .extracting(Property::name, Property::required)
                .containsExactly(tuple("sku", true));
        assertThat(schema.properties())
                .filteredOn(it -> it.name().equals("either"))
                .flatExtracting(Property::properties)
                .extracting(Property::name, Property::required)
                .containsExactly(tuple("n", false), tuple("sku", false));
    }

    @Test
    void a_schema_may_refer_to_itself() throws Exception {
        var schemas =
                Schemata.of(
                        folder,
                        "tree.v1",
                        "{\"type\": \"object\", \"properties\": {\"left\": {\"$ref\": \"#\"}, \"name\": {\"type\": \"string\"}}}");
        var data = "{\"left\":".repeat(400) + "{\"name\": 1}" + "}".repeat(400);
        assertThat(schemas.violations("tree.v1", null, data.getBytes(UTF_8)))
                .singleElement()
                .extracting(Violation::what)
                .isEqualTo("is a number, wanted a string");
        assertThat(schemas.of("tree.v1").orElseThrow().properties())
                .extracting(Property::name)
                .containsExactly("left", "name");
    }
}
