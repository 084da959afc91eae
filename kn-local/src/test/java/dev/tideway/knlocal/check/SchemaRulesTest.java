package dev.tideway.knlocal.check;

import static dev.tideway.knlocal.check.Shop.ASK;
import static dev.tideway.knlocal.check.Shop.MADE;
import static dev.tideway.knlocal.check.Shop.breaches;
import static dev.tideway.knlocal.check.Shop.field;
import static dev.tideway.knlocal.check.Shop.fields;
import static dev.tideway.knlocal.check.Shop.optional;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.domain.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaRulesTest {
    private static final Shape TEXT = new Shape.Text();
    private static final Shape WHOLE = new Shape.Whole();
    private static final Shape READS = fields(field("sku", TEXT));
    private static final Shape SENDS = fields(field("sku", TEXT), field("price", WHOLE));

    @TempDir Path root;
    private Shop shop = new Shop(Path.of(""));

    @BeforeEach
    void open() throws IOException {
        shop = Shop.at(root);
    }

    @Test
    void a_sound_project_breaks_none() throws IOException {
        shop.example(ASK, "{\"sku\": \"tea\"}");
        shop.write("samples/ask.json", "{\"sku\": \"tea\"}");
        for (var rules : List.of(SchemaRules.ALL, RecordRules.ALL, ReleaseRules.ALL)) {
            for (var rule : rules) {
                assertThat(breaches(rule.id(), shop.sound())).as(rule.id()).isEmpty();
            }
        }
    }

    @Test
    void a_schema_that_is_none_is_named_and_takes_no_other_with_it() throws IOException {
        shop.write("events/shop.broken.v1.schema.json", "{\"type\": ");
        shop.example(ASK, "{\"sku\": 7}");
        assertThat(breaches("unreadable-schema", shop.sound()))
                .singleElement()
                .asString()
                .startsWith(
                        "events/shop.broken.v1.schema.json:1: shop.broken.v1.schema.json: is not JSON");
        assertThat(breaches("example-violates-schema", shop.sound()))
                .as("the others hold on")
                .hasSize(1);
    }

    @Test
    void an_example_that_is_not_what_its_schema_says_is_named_with_the_field() throws IOException {
        shop.example(ASK, "{\"sku\": 7}");
        shop.example(MADE, "{\"sku\": \"tea\", \"price\": 1}");
        assertThat(breaches("example-violates-schema", shop.sound()))
                .singleElement()
                .asString()
                .contains("events/shop.sale.ask.v1.example.json: shop.sale.ask.v1: /sku");
    }

    @Test
    void an_example_of_another_type_or_of_no_event_is_named() throws IOException {
        shop.write(
                "events/shop.sale.ask.v1.example.json",
                "{\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"/s\", \"type\": \"other\"}");
        shop.write("events/shop.sale.made.v1.example.json", "{\"sku\": \"tea\", \"price\": 1}");
        assertThat(breaches("example-violates-schema", shop.sound()))
                .satisfiesExactly(
                        it -> assertThat(it).contains("of type other, not of shop.sale.ask.v1"),
                        it -> assertThat(it).contains("shop.sale.made.v1: is no valid event"));
    }

    @Test
    void a_sample_is_held_against_the_type_that_it_is_posted_as() throws IOException {
        shop.write("samples/ask.json", "{\"sku\": 7}");
        shop.write("samples/broken.json", "{\"sku\": ");
        shop.write("samples/story", "post sale.ask ask.json\n");
        assertThat(breaches("sample-violates-schema", shop.sound()))
                .satisfiesExactly(
                        it ->
                                assertThat(it)
                                        .startsWith(
                                                "samples/ask.json: ask.json: is not what the schema of shop.sale.ask.v1 says: /sku"),
                        it -> assertThat(it).contains("samples/broken.json", "is not JSON"));
    }

    @Test
    void a_record_that_lacks_what_its_schema_requires_is_named() throws IOException {
        assertThat(breaches("record-breaks-schema", shop.domain(READS, fields(field("sku", TEXT)))))
                .containsExactly(
                        "Till.java:7: shop.sale.made.v1: Data of shop.sale.made.v1: it has no price, which the schema requires");
        assertThat(
                        breaches(
                                "record-breaks-schema",
                                shop.domain(
                                        READS,
                                        fields(field("sku", TEXT), optional("price", WHOLE)))))
                .singleElement()
                .asString()
                .endsWith("price may be missing in it, and the schema requires it");
    }

    @Test
    void a_record_whose_field_is_of_another_type_is_named_however_deep() throws IOException {
        shop.schema(
                MADE,
                "[]",
                "\"lines\": {\"type\": \"array\", \"items\": {\"type\": \"object\", \"properties\": {\"sku\": {\"type\": \"string\"}}}}");
        var lines = new Shape.Many(fields(field("sku", WHOLE), field("more", TEXT)));
        var domain = shop.domain(READS, fields(field("lines", lines)));
        assertThat(breaches("record-breaks-schema", domain))
                .singleElement()
                .asString()
                .endsWith("lines[].sku is integer in it, and string in the schema");
        assertThat(breaches("undescribed-field", domain))
                .singleElement()
                .asString()
                .endsWith("the schema knows no lines[].more");
    }

    @Test
    void what_a_class_makes_of_itself_is_not_judged() throws IOException {
        assertThat(
                        breaches(
                                "record-breaks-schema",
                                shop.domain(
                                        READS,
                                        fields(
                                                field("sku", TEXT),
                                                field("price", new Shape.Unknown())))))
                .isEmpty();
        assertThat(breaches("record-breaks-schema", shop.domain(READS, new Shape.Unknown())))
                .isEmpty();
    }

    @Test
    void a_reader_that_wants_more_than_the_schema_promises_is_named() throws IOException {
        var wanting = fields(field("sku", TEXT), field("note", TEXT), field("other", TEXT));
        assertThat(breaches("reader-wants-more", shop.domain(wanting, SENDS)))
                .satisfiesExactly(
                        it ->
                                assertThat(it)
                                        .endsWith(
                                                "it wants note, which the schema does not require"),
                        it ->
                                assertThat(it)
                                        .endsWith(
                                                "it wants other, which the schema does not know"));
    }

    @Test
    void a_reader_takes_what_every_type_of_the_schema_can_be() throws IOException {
        shop.schema(ASK, "[\"sku\"]", "\"sku\": {\"type\": [\"string\", \"null\"]}");
        assertThat(breaches("reader-wants-more", shop.domain(READS, SENDS)))
                .singleElement()
                .asString()
                .endsWith("it wants sku to be string, and the schema says null or string");
        assertThat(breaches("reader-wants-more", shop.domain(fields(optional("sku", TEXT)), SENDS)))
                .isEmpty();
        shop.schema(ASK, "[\"sku\"]", "\"sku\": {\"type\": \"number\"}");
        assertThat(breaches("reader-wants-more", shop.domain(fields(field("sku", WHOLE)), SENDS)))
                .singleElement()
                .asString()
                .endsWith("it wants sku to be integer, and the schema says number");
    }
}
