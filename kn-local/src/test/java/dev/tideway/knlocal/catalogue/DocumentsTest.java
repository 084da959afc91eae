package dev.tideway.knlocal.catalogue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The two documents for programs.
class DocumentsTest {
    @TempDir Path root;
    private Shop shop;

    @BeforeEach
    void a_shop() throws IOException {
        shop = new Shop(root);
    }

    @Test
    void async_api_has_a_channel_for_the_broker_and_what_each_function_does() throws IOException {
        // When
        var document = asyncApi();
        // Then
        document.holds();
        var operations = document.root().path("operations");
        assertThat(operations.fieldNames())
                .toIterable()
                .containsExactly(
                        "barista-receive-broker-default-default",
                        "barista-send-broker-default-default",
                        "guest-receive-broker-default-default");
        assertThat(operations.path("barista-send-broker-default-default").path("messages"))
                .hasSize(2);
        assertThat(payload(document, Shop.ASKED).path("schemaFormat").asText())
                .isEqualTo("application/schema+json;version=draft-07");
        assertThat(payload(document, Shop.REFUSED).isMissingNode()).isTrue();
    }

    @Test
    void a_schema_that_needs_a_later_draft_says_so() throws IOException {
        // Given
        shop.write(
                "events/%s.schema.json".formatted(Shop.ASKED),
                "{\"properties\": {\"a\": {\"prefixItems\": [{}]}}}");
        // Then
        assertThat(payload(asyncApi(), Shop.ASKED).path("schemaFormat").asText())
                .endsWith("draft-2020-12");
    }

    @Test
    void x_registry_has_each_type_in_its_contexts_group_with_its_schema() throws IOException {
        // When
        var document =
                new ObjectMapper().readTree(shop.catalogue().files().get(Addresses.X_REGISTRY));
        // Then
        Registry.holds(document);
        var group = document.path("messagegroups").path("bar___grill");
        assertThat(group.path("messages").fieldNames())
                .toIterable()
                .containsExactly(Shop.ASKED, Shop.POURED, Shop.REFUSED);
        assertThat(group.path("messages").path(Shop.REFUSED).has("dataschemaxid")).isFalse();
        assertThat(document.at("/schemagroups/bar___grill/schemas").size()).isEqualTo(2);
    }

    private AsyncDocument asyncApi() throws IOException {
        return new AsyncDocument(
                requireNonNull(shop.catalogue().files().get(Addresses.ASYNC_API)),
                root.resolve(Addresses.FOLDER));
    }

    private static JsonNode payload(AsyncDocument document, String type) {
        return document.root().path("components").path("messages").path(type).path("payload");
    }
}
