package dev.tideway.knlocal.catalogue;

import dev.tideway.knlocal.manifest.Broker;
import dev.tideway.knlocal.manifest.Key;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// An event type: what it means, who says and hears it, what is in it, and how it is brought.
record EventPage(Edition edition, String type) {
    Page page() {
        var page = new Page(edition.addresses().event(type), Markdown.code(type));
        page.paragraph(edition.heading(type));
        page.paragraph(Markdown.text(edition.subject().said(type, "description")));
        var context = edition.subject().domain().contextOf(type);
        page.table(
                List.of("", ""),
                List.of(
                        List.of("context", edition.context(page, context)),
                        List.of(
                                "owner",
                                context.map(it -> Edition.told(it.owner(), "owner", it))
                                        .orElse("nobody")),
                        List.of("emitted by", orNobody(edition.emitters(page, type))),
                        List.of("consumed by", orNobody(edition.consumers(page, type)))),
                "");
        data(page);
        example(page);
        delivery(page);
        return page;
    }

    private static String orNobody(String names) {
        return names.isEmpty() ? "nobody here" : names;
    }

    private void data(Page page) {
        page.heading("Data");
        var schema = Optional.ofNullable(edition.subject().schemas().get(type));
        if (schema.isEmpty()) {
            page.paragraph("It has no schema.");
            return;
        }
        page.table(
                List.of("field", "type", "required", "means"),
                new SchemaFields(schema.get()).all().stream().map(EventPage::row).toList(),
                "Its schema names no fields.");
        edition.subject()
                .contract(type)
                .flatMap(it -> it.schema())
                .map(edition.subject().domain()::shown)
                .ifPresent(it ->
                        page.paragraph(
                                "From "
                                        + page.link(
                                                Markdown.code(String.valueOf(it.getFileName())), it)
                                        + "."));
    }

    private static List<String> row(SchemaFields.Field field) {
        return List.of(
                Markdown.code(field.path()),
                Markdown.text(field.type()),
                field.required() ? "yes" : "",
                (field.secret() ? "**secret** " : "") + Markdown.text(field.meaning()));
    }

    private void example(Page page) {
        page.heading("Example");
        var example = edition.subject().examples().get(type);
        var file = edition.subject().contract(type).flatMap(it -> it.example());
        if (example == null || file.isEmpty()) {
            page.paragraph("It has no example.");
            return;
        }
        page.paragraph(Markdown.block("json", example));
        broker().ifPresent(broker -> {
            page.paragraph(
                    "To send it to a runner (`make run`), from the folder of kn-local.yaml:");
            page.paragraph(Markdown.block("sh", curl(broker, file.get())));
        });
    }

    /// The broker that a function hears it from; the first one when none does.
    private Optional<Key> broker() {
        return edition.wiring().consumers(type).stream()
                .map(it -> it.link().hub())
                .filter(it -> it.kind().equals(Broker.KIND))
                .map(it -> it.key())
                .findFirst()
                .or(() ->
                        edition.subject().domain().resources().brokers().keySet().stream()
                                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                                .findFirst());
    }

    private String curl(Key broker, Path file) {
        var name = edition.subject().domain().shown(file).toString().replace('\\', '/');
        return """
        curl -i http://localhost:8080/%s/%s \\
             -H 'content-type: application/cloudevents+json' \\
             -d %s\
        """
                .formatted(broker.namespace(), broker.name(), quoted("@" + name));
    }

    private static String quoted(String word) {
        return word.matches("[\\w@./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private void delivery(Page page) {
        page.heading("Delivery")
                .table(
                        List.of("to", "by", "how often", "order", "when it fails", "given up"),
                        edition.wiring().consumers(type).stream()
                                .map(it -> delivery(page, it))
                                .toList(),
                        "No trigger brings it to a function.");
    }

    private List<String> delivery(Page page, Wiring.Consumer consumer) {
        var link = consumer.link();
        var besides = Words.besides(link);
        return List.of(
                edition.function(page, consumer.function()),
                page.link(
                                Markdown.text(link.ref().toString()),
                                edition.subject().domain().shown(link.place().file()))
                        + (besides.isEmpty() ? "" : ", only of " + Markdown.text(besides)),
                "at least once",
                Words.order(edition.wiring().order(link)),
                Words.retries(edition.wiring().delivery(link)),
                edition.wiring()
                        .delivery(link)
                        .deadLetterSink()
                        .map(it -> "to " + edition.destination(page, it))
                        .orElse("lost"));
    }
}
