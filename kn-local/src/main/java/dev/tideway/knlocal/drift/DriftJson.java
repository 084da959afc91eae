package dev.tideway.knlocal.drift;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Locale;

/// Rows for programs: `{"rows": [{"kind", "type", "function", "declared", "wired", "observed", "verdict", "what", "mend"}]}`.
public final class DriftJson {
    private DriftJson() {}

    /// One JSON object over several lines.
    public static String of(List<Row> all) {
        var root = JsonNodeFactory.instance.objectNode();
        var rows = root.putArray("rows");
        for (var row : all) {
            var object = rows.addObject();
            object.put("kind", row.kind().name().toLowerCase(Locale.ROOT))
                    .put("type", row.type())
                    .put("function", row.function());
            row.declared().forEach(object.putArray("declared")::add);
            row.wired().forEach(object.putArray("wired")::add);
            row.observed().forEach(object.putArray("observed")::add);
            object.put("verdict", row.verdict().name().toLowerCase(Locale.ROOT))
                    .put("what", row.what())
                    .put("mend", row.mend());
        }
        return root.toPrettyString();
    }
}
