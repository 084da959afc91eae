package dev.tideway.knlocal.check;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A check for programs.
///
/// `{"findings": [{"rule", "severity", "file", "line", "about", "what", "why", "mend"}], "allowed": […], "unbuilt": [name]}`;
/// a line of 0 means the file as a whole.
public final class CheckJson {
    private CheckJson() {}

    /// The check as one JSON object over several lines.
    public static String of(Check check) {
        var root = JsonNodeFactory.instance.objectNode();
        var findings = root.putArray("findings");
        check.findings().forEach(it -> findings.add(finding(it)));
        var allowed = root.putArray("allowed");
        check.allowed().forEach(it -> allowed.add(finding(it)));
        var unbuilt = root.putArray("unbuilt");
        check.unbuilt().forEach(unbuilt::add);
        return root.toPrettyString();
    }

    private static ObjectNode finding(Finding finding) {
        var breach = finding.breach();
        return JsonNodeFactory.instance
                .objectNode()
                .put("rule", finding.rule().id())
                .put("severity", finding.rule().severity().toString())
                .put("file", Sarif.uri(breach.place()))
                .put("line", breach.place().line())
                .put("about", breach.about())
                .put("what", breach.what())
                .put("why", finding.rule().why())
                .put("mend", breach.mend());
    }
}
