package dev.tideway.knlocal.catalogue;

import dev.tideway.knlocal.domain.DomainFunction;
import dev.tideway.knlocal.domain.Link;
import dev.tideway.knlocal.manifest.FunctionSpec.EnvValue;
import dev.tideway.knlocal.manifest.Scaling;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A function: what it takes and emits, how it gets its events, and how it runs.
record FunctionPage(Edition edition, DomainFunction function) {
    Page page() {
        var name = Markdown.text(edition.addresses().name(function));
        var page = new Page(edition.addresses().function(function), name);
        page.paragraph(edition.purpose(page, function));
        var context = edition.subject().domain().contextOf(function.key());
        var source = edition.subject().fromRoot(function.spec().place().file());
        var readme = Optional.ofNullable(edition.subject().readmes().get(function.key()));
        page.paragraph(
                "Context %s%s. More in %s%s."
                        .formatted(
                                edition.context(page, context),
                                context.map(it -> ", owner: " + Edition.told(it.owner(), "owner", it))
                                        .orElse(""),
                                readme.map(it -> page.link("README.md", it.file()) + " and ")
                                        .orElse(""),
                                page.link(Markdown.text(source.getFileName().toString()), source)));
        takes(page);
        emits(page);
        readme.filter(it -> !it.queries().isEmpty())
                .ifPresent(it ->
                        page.heading("Answers over HTTP")
                                .paragraph(
                                        page.rebased(
                                                String.join("\n", it.queries()), it.file())));
        deliveries(page);
        runs(page);
        return page;
    }

    private void takes(Page page) {
        var rows = new ArrayList<List<String>>();
        edition.wiring().taken(function).forEach((type, handler) ->
                rows.add(
                        List.of(
                                edition.event(page, type),
                                edition.emitters(page, type),
                                Markdown.code(handler.method()),
                                Markdown.code(Words.shape(handler.data())),
                                answers(page, handler.emits().stream().map(it -> it.type())))));
        page.heading("Takes")
                .table(
                        List.of("type", "from", "method", "reads", "may answer or send"),
                        rows,
                        function.code().filter(it -> it.handlers().stream().anyMatch(h -> h.takesAny())).isPresent()
                                ? "Events of any type."
                                : "What it takes is not known: it is no Java, or takes nothing.");
    }

    private String answers(Page page, java.util.stream.Stream<String> types) {
        return types.distinct().map(it -> edition.event(page, it)).collect(Collectors.joining(", "));
    }

    private void emits(Page page) {
        var rows = new ArrayList<List<String>>();
        edition.wiring().emitted(function).forEach((type, emission) ->
                rows.add(
                        List.of(
                                edition.event(page, type),
                                Markdown.code(Words.shape(emission.shape())),
                                edition.consumers(page, type))));
        page.heading("Emits")
                .table(List.of("type", "data", "consumed by"), rows, "It emits no event.");
        if (!rows.isEmpty()) {
            page.paragraph(
                    "To: "
                            + edition.subject().domain().hubsOf(function.key()).stream()
                                    .map(it -> Markdown.text(it.toString()))
                                    .sorted()
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
    }

    private void deliveries(Page page) {
        var links = edition.subject().domain().linksTo(function.key());
        page.heading("How events come to it")
                .table(
                        List.of("by", "from", "order", "when it fails", "given up"),
                        links.stream().map(it -> delivery(page, it)).toList(),
                        "No trigger leads to it.");
        var sinkOf =
                edition.subject().domain().links().stream()
                        .filter(it ->
                                edition.wiring().deadLetters(it).filter(function::equals).isPresent())
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
                        edition.subject().fromRoot(link.place().file())),
                Markdown.text(link.hub().toString()),
                Words.order(edition.wiring().order(link)),
                Words.retries(edition.wiring().delivery(link)),
                edition.wiring()
                        .delivery(link)
                        .deadLetterSink()
                        .map(it -> "to " + edition.destination(page, it))
                        .orElse("lost"));
    }

    private void runs(Page page) {
        var spec = function.spec();
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("instances", scale(spec.scaling())));
        rows.add(
                List.of(
                        "requests at once, each",
                        spec.containerConcurrency() == 0
                                ? "no limit"
                                : String.valueOf(spec.containerConcurrency())));
        rows.add(List.of("scales by", target(spec.scaling())));
        rows.add(List.of("longest request", limit(spec.timeout())));
        spec.memoryBytes().ifPresent(it -> rows.add(List.of("memory", Words.memory(it))));
        secrets().forEach(it -> rows.add(List.of("Secret " + Markdown.code(it), opens(it))));
        page.heading("Runs").table(List.of("", ""), rows, "");
    }

    private static String scale(Scaling scaling) {
        return "%d to %s"
                .formatted(
                        scaling.minScale(),
                        scaling.maxScale() == 0 ? "any number" : scaling.maxScale());
    }

    private String target(Scaling scaling) {
        var total = scaling.total(function.spec().containerConcurrency());
        return "%s, %s an instance"
                .formatted(
                        switch (scaling.metric()) {
                            case CONCURRENCY -> "requests in work";
                            case RPS -> "requests a second";
                        },
                        BigDecimal.valueOf(total * scaling.utilization())
                                .setScale(1, java.math.RoundingMode.HALF_UP)
                                .stripTrailingZeros()
                                .toPlainString());
    }

    private static String limit(Duration time) {
        return time.isZero() ? "no limit" : Words.time(time);
    }

    private TreeSet<String> secrets() {
        var secrets = new TreeSet<String>();
        function.spec().envs().forEach(it -> {
            if (it.value() instanceof EnvValue.FromSecret(var secret, _)) {
                secrets.add(secret);
            }
        });
        return secrets;
    }

    private String opens(String secret) {
        return Optional.ofNullable(edition.subject().databases().get(secret))
                .map(it -> "database schema " + Markdown.code(it))
                .orElse("its values");
    }
}
