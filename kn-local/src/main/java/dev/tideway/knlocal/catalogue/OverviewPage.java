package dev.tideway.knlocal.catalogue;

import dev.tideway.knlocal.domain.Context;
import dev.tideway.knlocal.domain.DomainFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The first page: everything there is, and the words it is said in.
record OverviewPage(Edition edition) {
    private static final String TITLE = "The domain";

    Page page() {
        var page = new Page(Addresses.OVERVIEW, TITLE);
        var subject = edition.subject();
        page.paragraph(
                "%s, %s, %s, %s. For programs: %s (AsyncAPI 3.0) and %s (xRegistry 1.0-rc4)."
                        .formatted(
                                count(subject.contexts().size(), "context"),
                                count(subject.functions().size(), "function"),
                                count(edition.flows().size(), "flow"),
                                count(subject.domain().types().size(), "event type"),
                                page.link("asyncapi.yaml", Addresses.ASYNC_API),
                                page.link("xregistry.json", Addresses.X_REGISTRY)));
        var prefix = edition.words().prefix();
        page.paragraph(
                prefix.isEmpty()
                        ? ""
                        : "Diagrams leave %s out of event types.".formatted(Markdown.code(prefix)));
        map(page);
        contexts(page);
        functions(page);
        flows(page);
        types(page);
        language(page);
        return page;
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private void map(Page page) {
        page.heading("Context map");
        page.mermaid(new ContextMap(edition.subject(), edition.wiring(), edition.words()).text());
        page.paragraph(
                "Boxes are contexts, round is who stands outside. Dotted arrows: dead letters.");
    }

    private void contexts(Page page) {
        var rows = new ArrayList<List<String>>();
        for (var it : edition.subject().contexts()) {
            rows.add(
                    List.of(
                            edition.context(page, it),
                            Edition.told(it.purpose(), "purpose", it),
                            Edition.told(it.owner(), "owner", it),
                            functions(page, it)));
        }
        page.heading("Contexts")
                .table(
                        List.of("context", "purpose", "owner", "functions"),
                        rows,
                        "There is no context: none stands in `events/contexts`.");
    }

    private String functions(Page page, Context context) {
        return edition.subject().functions().stream()
                .filter(it -> context.functions().contains(it.name()))
                .map(it -> edition.function(page, it))
                .collect(Collectors.joining(", "));
    }

    private void functions(Page page) {
        var rows = new ArrayList<List<String>>();
        for (DomainFunction it : edition.subject().functions()) {
            rows.add(
                    List.of(
                            edition.function(page, it),
                            edition.context(page, edition.subject().domain().contextOf(it.key())),
                            edition.purpose(page, it)));
        }
        page.heading("Functions")
                .table(List.of("function", "context", "purpose"), rows, "There is no function.");
    }

    private void flows(Page page) {
        var rows = new ArrayList<List<String>>();
        for (var it : edition.flows()) {
            rows.add(
                    List.of(
                            edition.flow(page, it),
                            edition.context(page, it.context()),
                            edition.event(page, it.start())));
        }
        page.heading("Flows")
                .table(
                        List.of("flow", "context", "begins with"),
                        rows,
                        "No flow has a name: `flows` of a context gives it one.");
    }

    private void types(Page page) {
        var rows = new ArrayList<List<String>>();
        for (var type : edition.subject().domain().types()) {
            rows.add(
                    List.of(
                            edition.event(page, type),
                            edition.meaning(type),
                            edition.context(page, edition.subject().domain().contextOf(type)),
                            edition.emitters(page, type),
                            edition.consumers(page, type)));
        }
        page.heading("Event types")
                .table(
                        List.of("type", "says", "context", "emitted by", "consumed by"),
                        rows,
                        "There is no event type.");
    }

    private void language(Page page) {
        record Word(String term, List<String> row) {}
        var words = new ArrayList<Word>();
        for (var context : edition.subject().contexts()) {
            context.language()
                    .forEach((term, meaning) ->
                            words.add(
                                    new Word(
                                            term.toLowerCase(Locale.ROOT),
                                            List.of(
                                                    Markdown.text(term),
                                                    Markdown.text(meaning),
                                                    edition.context(page, context)))));
        }
        // Stable: a word that two contexts have stands in their order.
        words.sort((a, b) -> a.term().compareTo(b.term()));
        page.heading("Language")
                .table(
                        List.of("word", "means", "in"),
                        words.stream().map(Word::row).toList(),
                        "No context says its words.");
    }
}
