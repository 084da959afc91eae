package dev.tideway.knlocal.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/// What xRegistry 1.0-rc4 asks of a document of messages and schemas, as far as ours uses it.
final class Registry {
    private static final String ID = "[a-zA-Z0-9_][a-zA-Z0-9._~@-]{0,127}";

    private Registry() {}

    static void holds(JsonNode root) {
        assertThat(root.path("specversion").asText()).isEqualTo("1.0-rc4");
        assertThat(root.path("registryid").asText()).matches(ID);
        for (var group : root.path("messagegroups").properties()) {
            identified(group.getKey(), group.getValue(), "messagegroupid", "/messagegroups/");
            for (var message : group.getValue().path("messages").properties()) {
                identified(
                        message.getKey(),
                        message.getValue(),
                        "messageid",
                        "/messagegroups/%s/messages/".formatted(group.getKey()));
                message(root, group.getValue(), message.getValue());
            }
        }
        for (var group : root.path("schemagroups").properties()) {
            identified(group.getKey(), group.getValue(), "schemagroupid", "/schemagroups/");
            for (var schema : group.getValue().path("schemas").properties()) {
                identified(
                        schema.getKey(),
                        schema.getValue(),
                        "schemaid",
                        "/schemagroups/%s/schemas/".formatted(group.getKey()));
                assertThat(schema.getValue().path("format").asText()).matches("\\w+/.+");
                assertThat(schema.getValue().path("schema").isObject()).isTrue();
            }
        }
    }

    private static void identified(String key, JsonNode entity, String id, String collection) {
        assertThat(key).matches(ID);
        assertThat(entity.path(id).asText()).isEqualTo(key);
        assertThat(entity.path("xid").asText()).isEqualTo(collection + key);
    }

    private static void message(JsonNode root, JsonNode group, JsonNode message) {
        assertThat(message.path("envelope").asText())
                .as("the group's envelope is its messages'")
                .isEqualTo("CloudEvents/1.0")
                .isEqualTo(group.path("envelope").asText());
        for (var attribute : message.path("envelopemetadata").properties()) {
            assertThat(attribute.getKey()).matches("[a-z0-9]+");
            assertThat(attribute.getValue().path("required").isBoolean()).isTrue();
        }
        for (var required : new String[] {"id", "source", "type"}) {
            assertThat(message.path("envelopemetadata").path(required).path("required").asBoolean())
                    .isTrue();
        }
        if (message.has("dataschemaxid")) {
            var schema = root.at(message.path("dataschemaxid").asText());
            assertThat(message.path("dataschemaformat")).isEqualTo(schema.path("format"));
            assertThat(message.path("dataschemauri").asText())
                    .isEqualTo("#" + message.path("dataschemaxid").asText());
        }
    }
}
