package dev.tideway.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is to be redriven: letters by their ids, or a selection. Never everything: what is to be sent again has to be said.
///
/// @param ids none when it is a selection
/// @param selection of all letters when there are ids
/// @param state where they stand: waiting, or unsure
record RedriveRequest(List<Long> ids, Selection selection, State state) {
    static final int MOST = 1000;

    RedriveRequest {
        ids = List.copyOf(ids);
    }

    /// @throws IllegalArgumentException when it is none, with a line for whoever asked
    static RedriveRequest read(String text, ObjectMapper mapper) {
        var json = object(text, mapper);
        refuseUnknown(json);
        var word = text(json, "state");
        var state = word == null ? State.WAITING : State.of(word);
        if (state == State.REDRIVEN) {
            throw new IllegalArgumentException(
                    "state is waiting or unsure: what is redriven comes back by itself when it fails again");
        }
        var ids = ids(json.path("ids"));
        var selection = Selection.of(name -> text(json, name));
        if (ids.isEmpty() == selection.isEmpty()) {
            throw new IllegalArgumentException(
                    "say which: ids, or at least one of reason, type, destination, from and to");
        }
        return new RedriveRequest(ids, selection, state);
    }

    private static JsonNode object(String text, ObjectMapper mapper) {
        try {
            var json = mapper.readTree(text);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the body is no JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        }
        throw new IllegalArgumentException("the body is no JSON object");
    }

    /// A slip in a name would mean more letters than were meant.
    private static void refuseUnknown(JsonNode json) {
        var known = new TreeSet<>(Selection.FIELDS);
        known.add("ids");
        known.add("state");
        for (var field : json.properties()) {
            if (!known.contains(field.getKey())) {
                throw new IllegalArgumentException(
                        "there is no field %s, only %s"
                                .formatted(field.getKey(), String.join(", ", known)));
            }
        }
    }

    private static @Nullable String text(JsonNode json, String name) {
        var node = json.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            throw new IllegalArgumentException(name + " is no text");
        }
        return node.asText();
    }

    private static List<Long> ids(JsonNode node) {
        if (!node.isMissingNode() && !node.isNull() && !node.isArray()) {
            throw new IllegalArgumentException("ids is no list of numbers");
        }
        if (node.size() > MOST) {
            throw new IllegalArgumentException(
                    "ids has %d, the most is %d".formatted(node.size(), MOST));
        }
        var ids = new ArrayList<Long>();
        for (var id : node) {
            if (!id.isIntegralNumber() || !id.canConvertToLong()) {
                throw new IllegalArgumentException("ids is no list of numbers: " + id);
            }
            ids.add(id.asLong());
        }
        return ids.stream().distinct().toList();
    }
}
