package dev.tideway.knlocal.catalogue;

import dev.tideway.knlocal.manifest.Key;
import java.util.ArrayList;
import java.util.List;

/// A flow as a sequence diagram. Which of several events a function says is its code's to decide: all are drawn.
final class SequenceChart {
    private static final String INDENT = "  ";

    private final Flow flow;
    private final Wiring wiring;
    private final Words words;
    private final Mermaid functions = new Mermaid("f");
    private final Mermaid senders = new Mermaid("o");
    private final List<String> lines = new ArrayList<>(List.of("sequenceDiagram"));

    SequenceChart(Flow flow, Wiring wiring, Words words) {
        this.flow = flow;
        this.wiring = wiring;
        this.words = words;
    }

    String text() {
        participants();
        wiring.outside(flow.start()).forEach(it -> sent(INDENT, senders.id(it), flow.start()));
        flow.steps().stream().filter(it -> !it.isSilent()).forEach(this::step);
        return String.join("\n", lines);
    }

    /// In the order in which they come to it; who only listens stands last.
    private void participants() {
        wiring.outside(flow.start())
                .forEach(it ->
                        lines.add("  actor %s as %s".formatted(senders.id(it), Mermaid.text(it))));
        var listeners = flow.listeners();
        flow.steps().stream()
                .map(it -> it.function().key())
                .filter(it -> !listeners.contains(it))
                .forEach(this::participant);
        listeners.forEach(this::participant);
    }

    private void participant(Key function) {
        if (!functions.knows(function.toString())) {
            lines.add(
                    "  participant %s as %s"
                            .formatted(id(function), Mermaid.text(function.name())));
        }
    }

    private String id(Key function) {
        return functions.id(function.toString());
    }

    private void step(Flow.Step step) {
        var self = id(step.function().key());
        lines.add(
                "  Note over %s: %s %s"
                        .formatted(
                                self,
                                step.undelivered() ? "undelivered" : "on",
                                Mermaid.text(words.brief(step.type()))));
        if (step.emits().size() == 1) {
            sent(INDENT, self, step.emits().getFirst());
            return;
        }
        for (int i = 0; i < step.emits().size(); i++) {
            var type = step.emits().get(i);
            var word = step.several() ? "opt" : i == 0 ? "alt" : "else";
            lines.add(INDENT + word + " " + Mermaid.text(words.brief(type)));
            sent(INDENT + INDENT, self, type);
            if (step.several() || i == step.emits().size() - 1) {
                lines.add(INDENT + "end");
            }
        }
    }

    private void sent(String indent, String from, String type) {
        var text = Mermaid.text(words.brief(type));
        var takers = flow.on(type).stream().filter(it -> !it.undelivered()).toList();
        for (var taker : takers) {
            lines.add(
                    "%s%s%s%s: %s"
                            .formatted(
                                    indent,
                                    from,
                                    taker.isSilent() ? "--)" : "->>",
                                    id(taker.function().key()),
                                    text));
        }
        if (takers.isEmpty()) {
            lines.add("%sNote over %s: %s, which no function takes".formatted(indent, from, text));
        }
    }
}
