package dev.tideway.knlocal.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// What AsyncAPI 3.0.0 asks of a document, as far as ours uses it.
final class AsyncDocument {
    private static final String KEY = "[a-zA-Z0-9._-]+";

    private final JsonNode root;
    private final Path folder;

    /// @param folder that references to files are seen from
    AsyncDocument(String yaml, Path folder) {
        this.root =
                new ObjectMapper()
                        .valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
        this.folder = folder;
    }

    JsonNode root() {
        return root;
    }

    void holds() {
        assertThat(root.path("asyncapi").asText()).isEqualTo("3.0.0");
        only(
                root,
                "asyncapi",
                "info",
                "defaultContentType",
                "servers",
                "channels",
                "operations",
                "components");
        assertThat(root.path("info").path("title").asText()).isNotEmpty();
        assertThat(root.path("info").path("version").asText()).isNotEmpty();
        root.path("servers")
                .forEach(it -> {
                    only(it, "host", "protocol", "description");
                    assertThat(it.has("host") && it.has("protocol")).isTrue();
                });
        root.path("channels")
                .forEach(it -> {
                    only(it, "address", "title", "messages");
                    it.path("messages").forEach(message -> only(message, "$ref"));
                });
        root.path("operations").forEach(this::operation);
        root.path("components")
                .forEach(all ->
                        all.fieldNames().forEachRemaining(it -> assertThat(it).matches(KEY)));
        root.path("components").path("messages").forEach(AsyncDocument::message);
        references(root).forEach(this::leads);
    }

    private void operation(JsonNode operation) {
        only(operation, "action", "channel", "title", "tags", "messages");
        assertThat(operation.path("action").asText()).isIn("send", "receive");
        var channel = operation.path("channel").path("$ref").asText();
        assertThat(channel).matches("#/channels/" + KEY);
        operation
                .path("messages")
                .forEach(it ->
                        assertThat(it.path("$ref").asText())
                                .as("a message of the operation's channel")
                                .startsWith(channel + "/messages/"));
    }

    private static void message(JsonNode message) {
        only(message, "name", "title", "description", "tags", "traits", "headers", "payload");
        assertThat(message.path("headers").path("properties").path("ce-type").path("const"))
                .isEqualTo(message.path("name"));
        if (message.has("payload")) {
            only(message.path("payload"), "schemaFormat", "schema");
            assertThat(message.path("payload").size()).isEqualTo(2);
        }
    }

    private static void only(JsonNode node, String... names) {
        node.fieldNames().forEachRemaining(it -> assertThat(it).isIn(Set.of(names)));
    }

    private static List<String> references(JsonNode node) {
        var found = new ArrayList<String>();
        node.findValues("$ref").forEach(it -> found.add(it.asText()));
        return found;
    }

    private void leads(String reference) {
        if (reference.startsWith("#/")) {
            assertThat(root.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
        } else {
            assertThat(Files.exists(folder.resolve(reference).normalize())).as(reference).isTrue();
        }
    }
}
