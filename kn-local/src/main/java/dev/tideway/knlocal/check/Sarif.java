package dev.tideway.knlocal.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tideway.knlocal.manifest.Place;

/// A check in SARIF 2.1.0 (OASIS), which code hosts show beside the lines of a change.
public final class Sarif {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private Sarif() {}

    /// The check as a SARIF log with one run.
    ///
    /// @param version of kn-local
    public static String of(Check check, String version) {
        var log =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("$schema", SCHEMA)
                        .put("version", "2.1.0");
        var run = log.putArray("runs").addObject();
        var driver = run.putObject("tool").putObject("driver");
        driver.put("name", "kn-local check").put("version", version);
        rules(driver.putArray("rules"));
        var results = run.putArray("results");
        check.findings().forEach(it -> result(results.addObject(), it));
        check.allowed()
                .forEach(it ->
                        result(results.addObject(), it)
                                .putArray("suppressions")
                                .addObject()
                                .put("kind", "external"));
        return log.toPrettyString();
    }

    private static void rules(ArrayNode rules) {
        for (var rule : Rules.ALL) {
            var object = rules.addObject().put("id", rule.id());
            object.putObject("shortDescription").put("text", rule.why());
            object.putObject("defaultConfiguration").put("level", rule.severity().toString());
        }
    }

    private static ObjectNode result(ObjectNode result, Finding finding) {
        var breach = finding.breach();
        result.put("ruleId", finding.rule().id())
                .put("level", finding.rule().severity().toString());
        result.putObject("message").put("text", breach.what() + "; " + breach.mend());
        var location = result.putArray("locations").addObject().putObject("physicalLocation");
        location.putObject("artifactLocation").put("uri", uri(breach.place()));
        if (breach.place().line() > 0) {
            location.putObject("region").put("startLine", breach.place().line());
        }
        result.putObject("partialFingerprints")
                .put("about/v1", finding.rule().id() + "/" + breach.about());
        return result;
    }

    /// With forward slashes, whatever the machine.
    static String uri(Place place) {
        return place.file().toString().replace('\\', '/');
    }
}
