package dev.tideway.knlocal.check;

import dev.tideway.knlocal.domain.Domain;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// Whether events go round in a circle.
final class LoopRules {
    static final List<Rule> ALL =
            List.of(
                    new Rule(
                            "reply-loop",
                            Severity.WARNING,
                            "Types that cause each other run for ever, unless some method decides to end it; a dead letter is no such step.",
                            LoopRules::loops));

    private LoopRules() {}

    private static List<Breach> loops(Domain domain) {
        var breaches = new LinkedHashSet<Breach>();
        Steps.of(domain).circles().forEach(it -> breaches.add(loop(it)));
        return new ArrayList<>(breaches);
    }

    private static Breach loop(List<Steps.Step> circle) {
        var text = new StringBuilder(circle.getFirst().from().type());
        circle.forEach(it ->
                text.append(" -> ").append(it.function()).append(" -> ").append(it.to().type()));
        return new Breach(
                circle.getFirst().handler().place(),
                text.toString(),
                "events go round: " + text,
                "take one step out, by its trigger or by what its method emits, or allow it with what ends it as the reason");
    }
}
