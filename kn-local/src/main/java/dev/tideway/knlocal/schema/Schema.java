package dev.tideway.knlocal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import java.util.List;

/// The schema of one event type's data, compiled. May be asked from many threads at once.
public final class Schema {
    /// Told of at once.
    private static final int MOST = 3;

    private final JsonSchema compiled;
    private final Wording wording;

    Schema(JsonSchema compiled) {
        this.compiled = compiled;
        this.wording = new Wording(Secrets.of(compiled.getSchemaNode()));
    }

    /// In what the data do not keep it, the first few; none when they do.
    public List<Violation> violations(JsonNode data) {
        return violations(data, false);
    }

    /// @param first whether one is enough: the time that it takes is bounded by what is valid then
    List<Violation> violations(JsonNode data, boolean first) {
        return compiled.validate(data, run -> run.getExecutionConfig().setFailFast(first)).stream()
                .map(wording::of)
                .distinct()
                .limit(MOST)
                .toList();
    }

    /// The fields of the data, when they are an object.
    public List<Property> properties() {
        return Properties.of(compiled.getSchemaNode());
    }
}
