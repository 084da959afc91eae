package dev.tideway.knlocal.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tideway.knlocal.fault.StandingFault;
import dev.tideway.knlocal.manifest.Key;
import java.util.ArrayList;
import java.util.List;

/// The faults on purpose that are set, as JSON and back.
public final class FaultsJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FaultsJson() {}

    public static String write(List<StandingFault> faults) {
        var root = JSON.createObjectNode();
        var array = root.putArray("faults");
        faults.forEach(it -> array.add(node(it)));
        return root.toString();
    }

    static ObjectNode node(StandingFault standing) {
        var node = JSON.createObjectNode().put("number", standing.number());
        node.put("function", standing.function().toString());
        FaultJson.put(standing.fault(), node);
        return node.put("struck", standing.struck()).put("says", standing.fault().words());
    }

    /// Those of an answer.
    ///
    /// @throws IllegalArgumentException when the text is none
    public static List<StandingFault> read(String json) {
        return read(PostedJson.object(json).path("faults"));
    }

    static List<StandingFault> read(JsonNode array) {
        var faults = new ArrayList<StandingFault>();
        for (var node : array) {
            var name = node.path("function").asText().split("/", 2);
            faults.add(
                    new StandingFault(
                            node.path("number").asInt(),
                            new Key(name[0], name[name.length - 1]),
                            FaultJson.fault(node),
                            node.path("struck").asLong()));
        }
        return faults;
    }
}
