package dev.tideway.knlocal.catalogue;

import java.util.List;
import java.util.stream.Collectors;

/// A flow: two pictures of it, and each step in words.
record FlowPage(Edition edition, Flow flow) {
    Page page() {
        var file = edition.addresses().flow(flow.context(), flow.name());
        var page = new Page(file, Markdown.text(flow.name()));
        page.paragraph(
                "What may come of %s, as triggers and code have it. Context %s."
                        .formatted(
                                edition.event(page, flow.start()),
                                edition.context(page, flow.context())));
        var charts = new FlowCharts(flow, edition.wiring(), edition.words());
        page.heading("Events").mermaid(charts.events());
        page.heading("Sequence").mermaid(charts.sequence());
        page.paragraph(
                "`alt`: one of these, or nothing. `opt`: none, one or several. Broken arrows go to functions that answer nothing.");
        page.heading("Steps")
                .table(
                        List.of("event", "taken by", "in", "which may say"),
                        flow.steps().stream().map(it -> step(page, it)).toList(),
                        "No function takes it.");
        return page;
    }

    private List<String> step(Page page, Flow.Step step) {
        return List.of(
                edition.event(page, step.type()) + (step.undelivered() ? ", undelivered" : ""),
                edition.function(page, step.function()),
                step.method().isEmpty() ? "" : Markdown.code(step.method()),
                step.emits().stream()
                        .map(it -> edition.event(page, it))
                        .collect(Collectors.joining(", ")));
    }
}
