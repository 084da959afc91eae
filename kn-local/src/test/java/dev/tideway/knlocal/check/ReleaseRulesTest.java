package dev.tideway.knlocal.check;

import static dev.tideway.knlocal.check.Shop.ASK;
import static dev.tideway.knlocal.check.Shop.MADE;
import static dev.tideway.knlocal.check.Shop.breaches;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a repository whose last tag is v1.
class ReleaseRulesTest {
    private static final String RULE = "breaking-schema-change";
    private static final String SKU = "\"sku\": {\"type\": \"string\"}";
    private static final String PRICE = "\"price\": {\"type\": \"integer\"}";

    @TempDir Path root;
    private Shop shop = new Shop(Path.of(""));

    @BeforeEach
    void release() throws IOException, InterruptedException {
        shop = Shop.at(root);
        git("init", "-q");
        git("add", ".");
        git(
                "-c",
                "user.name=t",
                "-c",
                "user.email=t@example.org",
                "-c",
                "commit.gpgsign=false",
                "commit",
                "-qm",
                "one");
        git("tag", "v1");
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void what_is_as_it_was_breaks_nobody() throws IOException {
        assertThat(breaches(RULE, shop.sound())).isEmpty();
    }

    @Test
    void readers_may_be_promised_more_and_senders_asked_for_less() throws IOException {
        shop.schema(
                MADE,
                "[\"sku\", \"price\", \"at\"]",
                SKU + "," + PRICE + ", \"at\": {\"type\": \"string\"}");
        shop.schema(ASK, "[]", SKU + ", \"note\": {\"type\": [\"string\", \"null\"]}");
        assertThat(breaches(RULE, shop.sound())).isEmpty();
    }

    @Test
    void a_field_that_readers_lose_or_can_no_longer_count_on_is_named() throws IOException {
        shop.schema(MADE, "[\"sku\"]", SKU + "," + PRICE);
        assertThat(breaches(RULE, shop.sound()))
                .containsExactly(
                        "events/shop.sale.made.v1.schema.json: shop.sale.made.v1: price is no longer required, since v1");
        shop.schema(MADE, "[\"sku\"]", SKU);
        assertThat(breaches(RULE, shop.sound()))
                .singleElement()
                .asString()
                .endsWith("price is gone, since v1");
    }

    @Test
    void a_type_that_is_gone_is_named() throws IOException {
        Files.delete(root.resolve("events/shop.sale.made.v1.schema.json"));
        assertThat(breaches(RULE, shop.sound()))
                .containsExactly(
                        "events/shop.sale.made.v1.schema.json: shop.sale.made.v1: shop.sale.made.v1 is gone, since v1");
    }

    @Test
    void a_field_of_another_type_is_named() throws IOException {
        shop.schema(MADE, "[\"sku\", \"price\"]", SKU + ", \"price\": {\"type\": \"string\"}");
        assertThat(breaches(RULE, shop.sound()))
                .singleElement()
                .asString()
                .endsWith("price has become string, it was integer, since v1");
    }

    @Test
    void what_senders_outside_are_newly_asked_for_is_named() throws IOException {
        shop.schema(
                ASK,
                "[\"sku\", \"note\", \"at\"]",
                SKU + ", \"note\": {\"type\": \"string\"}, \"at\": {\"type\": \"string\"}");
        assertThat(breaches(RULE, shop.sound()))
                .satisfiesExactly(
                        it -> assertThat(it).endsWith("note has become required, since v1"),
                        it -> assertThat(it).endsWith("at is new and required, since v1"));
    }
}
