package dev.tideway.knlocal.catalogue;

import dev.tideway.knlocal.domain.Context;
import dev.tideway.knlocal.domain.DomainFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// A bounded context: what people say of it, and what its functions say and hear.
record ContextPage(Edition edition, Context context) {
    Page page() {
        var page = new Page(edition.addresses().context(context), Markdown.text(context.name()));
        page.paragraph(Edition.told(context.purpose(), "purpose", context));
        page.paragraph(
                "Owner: %s. Said in %s."
                        .formatted(
                                Edition.told(context.owner(), "owner", context),
                                page.link(Markdown.code(file()), context.place().file())));
        page.paragraph(page.rebased(context.prose(), context.place().file()));
        functions(page);
        flows(page);
        says(page);
        hears(page);
        language(page);
        return page;
    }

    private String file() {
        return context.place().file().toString().replace('\\', '/');
    }

    private List<DomainFunction> members() {
        return edition.subject().functions().stream()
                .filter(it -> context.functions().contains(it.name()))
                .toList();
    }

    private void functions(Page page) {
        page.heading("Functions")
                .table(
                        List.of("function", "purpose"),
                        members().stream()
                                .map(it ->
                                        List.of(
                                                edition.function(page, it),
                                                edition.purpose(page, it)))
                                .toList(),
                        "It has no function.");
    }

    private void flows(Page page) {
        var flows = edition.flows(context);
        if (!flows.isEmpty()) {
            page.heading("Flows")
                    .table(
                            List.of("flow", "begins with"),
                            flows.stream()
                                    .map(it ->
                                            List.of(
                                                    edition.flow(page, it),
                                                    edition.event(page, it.start())))
                                    .toList(),
                            "");
        }
    }

    /// Its published language: what its functions emit, and what it takes from outside as its own.
    private void says(Page page) {
        var types = new TreeSet<>(context.outside().keySet());
        members().forEach(it -> types.addAll(edition.wiring().emitted(it).keySet()));
        var rows = new ArrayList<List<String>>();
        for (var type : types) {
            rows.add(
                    List.of(
                            edition.event(page, type),
                            edition.meaning(type),
                            edition.emitters(page, type),
                            edition.consumers(page, type)));
        }
        page.heading("Its event types")
                .table(List.of("type", "says", "emitted by", "consumed by"), rows, "It has none.");
    }

    private void hears(Page page) {
        var types = new TreeSet<String>();
        for (var member : members()) {
            for (var type : edition.wiring().taken(member).keySet()) {
                if (edition.subject().domain().contextOf(type).filter(context::equals).isEmpty()) {
                    types.add(type);
                }
            }
        }
        var rows = new ArrayList<List<String>>();
        for (var type : types) {
            rows.add(
                    List.of(
                            edition.event(page, type),
                            edition.meaning(type),
                            edition.context(page, edition.subject().domain().contextOf(type))));
        }
        page.heading("What it hears of others")
                .table(List.of("type", "says", "from"), rows, "It hears nothing of others.");
    }

    private void language(Page page) {
        var rows = new ArrayList<List<String>>();
        context.language()
                .forEach((term, meaning) ->
                        rows.add(List.of(Markdown.text(term), Markdown.text(meaning))));
        page.heading("Language")
                .table(List.of("word", "means"), rows, Edition.told("", "language", context));
    }
}
