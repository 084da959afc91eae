package dev.tideway.knlocal.catalogue;

import java.util.ArrayList;
import java.util.List;

/// A flow as Mermaid draws it: as a chart of events and functions, and as a sequence.
record FlowCharts(Flow flow, Wiring wiring, Words words) {
    /// Events are round, functions are boxes, and who only listens has one box for all it hears.
    String events() {
        var lines = new ArrayList<>(List.of("flowchart LR"));
        var events = new Mermaid("e");
        var functions = new Mermaid("f");
        var senders = new Mermaid("o");
        for (var sender : wiring.outside(flow.start())) {
            lines.add("  %s[/%s/]".formatted(senders.id(sender), Mermaid.quoted(sender)));
            lines.add("  %s --> %s".formatted(senders.id(sender), events.id(flow.start())));
        }
        for (var type : flow.types()) {
            lines.add("  %s([%s])".formatted(events.id(type), Mermaid.quoted(words.brief(type))));
        }
        flow.steps().forEach(it -> step(lines, it, events, functions));
        return String.join("\n", lines);
    }

    private static void step(
            List<String> lines, Flow.Step step, Mermaid events, Mermaid functions) {
        var node = step.isSilent() ? name(step) : name(step) + " " + step.type();
        if (!functions.knows(node)) {
            lines.add("  %s[%s]".formatted(functions.id(node), Mermaid.quoted(name(step))));
        }
        var arrow = step.undelivered() ? "-. dead letter .->" : "-->";
        lines.add("  %s %s %s".formatted(events.id(step.type()), arrow, functions.id(node)));
        for (var type : step.emits()) {
            lines.add("  %s --> %s".formatted(functions.id(node), events.id(type)));
        }
    }

    private static String name(Flow.Step step) {
        return step.function().key().name();
    }

    /// Who sends what to whom, step by step.
    String sequence() {
        return new SequenceChart(flow, wiring, words).text();
    }
}
