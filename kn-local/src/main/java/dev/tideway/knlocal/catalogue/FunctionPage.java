package dev.tideway.knlocal.catalogue;

import dev.tideway.knlocal.domain.DomainFunction;
import dev.tideway.knlocal.domain.Handler;
import dev.tideway.knlocal.domain.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A function: what it takes and emits, how it gets its events, and how it runs.
record FunctionPage(Edition edition, DomainFunction function) {
    Page page() {
        var name = Markdown.text(edition.addresses().name(function));
        var page = new Page(edition.addresses().function(function), name);
        var readme = Optional.ofNullable(edition.subject().readmes().get(function.key()));
        page.paragraph(edition.purpose(page, function));
        page.paragraph(whereItBelongs(page, readme));
        takes(page);
        emits(page);
        readme.filter(it -> !it.queries().isEmpty())
                .ifPresent(it ->
                        page.heading("Answers over HTTP")
                                .paragraph(
                                        page.rebased(String.join("\n", it.queries()), it.file())));
        deliveries(page);
        page.heading("Runs")
                .table(List.of("", ""), new Running(edition.subject(), function.spec()).rows(), "");
        return page;
    }

    private String whereItBelongs(Page page, Optional<Readme> readme) {
        var context = edition.subject().domain().contextOf(function.key());
        var source = edition.subject().domain().shown(function.spec().place().file());
        return "Context %s%s. More in %s%s."
                .formatted(
                        edition.context(page, context),
                        context.map(it -> ", owner: " + Edition.told(it.owner(), "owner", it))
                                .orElse(""),
                        readme.map(it -> page.link("README.md", it.file()) + " and ").orElse(""),
                        page.link(Markdown.text(source.getFileName().toString()), source));
    }

    private void takes(Page page) {
        var rows = new ArrayList<List<String>>();
        edition.wiring()
                .taken(function)
                .forEach((type, handler) ->
                        rows.add(
                                List.of(
                                        edition.event(page, type),
                                        edition.emitters(page, type) + way(type),
                                        Markdown.code(handler.method()),
                                        Markdown.code(Words.shape(handler.data())),
                                        answers(
                                                page,
                                                handler.emits().stream().map(it -> it.type())))));
        page.heading("Takes")
                .table(
                        List.of("type", "from", "method", "reads", "may answer or send"),
                        rows,
                        nothingNamed());
    }

    /// What no trigger brings comes as what another function could not be brought.
    private String way(String type) {
        return edition.wiring().consumers(type).stream()
                        .anyMatch(it -> it.function().equals(function))
                ? ""
                : ", as a dead letter";
    }

    private String nothingNamed() {
        return function.code()
                .map(it ->
                        it.handlers().stream().anyMatch(Handler::takesAny)
                                ? "Events of any type."
                                : "No event.")
                .orElse("Not known: it is not written in Java.");
    }

    private String answers(Page page, Stream<String> types) {
        return types.distinct()
                .map(it -> edition.event(page, it))
                .collect(Collectors.joining(", "));
    }

    private void emits(Page page) {
        var rows = new ArrayList<List<String>>();
        edition.wiring()
                .emitted(function)
                .forEach((type, emission) ->
                        rows.add(
                                List.of(
                                        edition.event(page, type),
                                        Markdown.code(Words.shape(emission.shape())),
                                        edition.consumers(page, type))));
        page.heading("Emits")
                .table(
                        List.of("type", "data", "consumed by"),
                        rows,
                        function.code().isPresent()
                                ? "No event that its code names."
                                : "Not known.");
        var hubs =
                edition.subject().domain().hubsOf(function.key()).stream()
                        .map(it -> Markdown.text(it.toString()))
                        .sorted()
                        .toList();
        if (!rows.isEmpty() && !hubs.isEmpty()) {
            page.paragraph("To: " + String.join(", ", hubs) + ".");
        }
    }

    private void deliveries(Page page) {
        var links = edition.subject().domain().linksTo(function.key());
        page.heading("How events come to it")
                .table(
                        List.of("by", "from", "order", "when it fails", "given up"),
                        links.stream().map(it -> delivery(page, it)).toList(),
                        "No trigger leads to it.");
        deadLetters(page);
    }

    private void deadLetters(Page page) {
        var sinkOf =
                edition.subject().domain().links().stream()
                        .filter(it ->
                                edition.wiring()
                                        .deadLetters(it)
                                        .filter(function::equals)
                                        .isPresent())
                        .map(it -> Markdown.text(it.ref().toString()))
                        .sorted()
                        .toList();
        if (!sinkOf.isEmpty()) {
            page.paragraph("It gets the dead letters of " + String.join(", ", sinkOf) + ".");
        }
    }

    private List<String> delivery(Page page, Link link) {
        return List.of(
                page.link(
                        Markdown.text(link.ref().toString()),
                        edition.subject().domain().shown(link.place().file())),
                Markdown.text(link.hub().toString()),
                Words.order(edition.wiring().order(link)),
                Words.retries(edition.wiring().delivery(link)),
                edition.wiring()
                        .delivery(link)
                        .deadLetterSink()
                        .map(it -> "to " + edition.destination(page, it))
                        .orElse("lost"));
    }
}
