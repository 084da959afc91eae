package dev.tideway.knlocal.catalogue;

import dev.tideway.knlocal.domain.Context;
import dev.tideway.knlocal.domain.DomainFunction;
import dev.tideway.knlocal.domain.Link;
import dev.tideway.knlocal.manifest.Destination;
import dev.tideway.knlocal.manifest.Key;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What all pages of one catalogue share: what they tell of, and how they name and link it.
record Edition(Subject subject, Wiring wiring, Words words, Addresses addresses) {
    static Edition of(Subject subject) {
        return new Edition(
                subject,
                new Wiring(subject.domain()),
                Words.of(subject.domain().types()),
                new Addresses(subject));
    }

    String event(Page page, String type) {
        return page.link(Markdown.code(type), addresses.event(type));
    }

    String function(Page page, DomainFunction function) {
        return page.link(Markdown.text(addresses.name(function)), addresses.function(function));
    }

    String context(Page page, Context context) {
        return page.link(Markdown.text(context.name()), addresses.context(context));
    }

    String context(Page page, Optional<Context> context) {
        return context.map(it -> context(page, it)).orElse("no context");
    }

    String flow(Page page, Flow flow) {
        return page.link(Markdown.text(flow.name()), addresses.flow(flow.context(), flow.name()));
    }

    /// Who emits it: functions, then others.
    String emitters(Page page, String type) {
        return Stream.concat(
                        wiring.emitters(type).stream().map(it -> function(page, it)),
                        wiring.outside(type).stream().map(Markdown::text))
                .collect(Collectors.joining(", "));
    }

    String consumers(Page page, String type) {
        return wiring.consumers(type).stream()
                .map(Wiring.Consumer::function)
                .distinct()
                .map(it -> function(page, it))
                .collect(Collectors.joining(", "));
    }

    String destination(Page page, Destination destination) {
        return switch (destination) {
            case Destination.Ref ref ->
                    function(page, ref)
                            .orElse(
                                    Markdown.text(ref.kind().toLowerCase(Locale.ROOT))
                                            + " "
                                            + name(ref.key()));
            case Destination.Address(var uri, _) -> Markdown.code(uri.toString());
        };
    }

    private Optional<String> function(Page page, Destination.Ref ref) {
        return Link.functionOf(ref).flatMap(subject::function).map(it -> function(page, it));
    }

    static String name(Key key) {
        return Markdown.code(key.toString());
    }

    /// A type's meaning as its page begins with it.
    String heading(String type) {
        var title = subject.said(type, "title");
        return title.isEmpty() ? meaning(type) : "**" + Markdown.text(title) + "**";
    }

    /// A type's meaning in a line: the title of its schema, or that there is none.
    String meaning(String type) {
        var title = subject.said(type, "title");
        var said = title.isEmpty() ? subject.said(type, "description") : title;
        return said.isEmpty() ? "*not said*" : Markdown.text(said);
    }

    /// What it is for: the first sentence of its README.md, or else its context's purpose.
    String purpose(Page page, DomainFunction function) {
        return Optional.ofNullable(subject.readmes().get(function.key()))
                .map(it -> page.rebased(it.purpose(), it.file()))
                .filter(it -> !it.isBlank())
                .or(() ->
                        subject.domain()
                                .contextOf(function.key())
                                .map(it -> Markdown.text(it.purpose()))
                                .filter(it -> !it.isEmpty()))
                .orElse("*not said*");
    }

    /// What people have to say: who has not is told where.
    static String told(String said, String key, Context context) {
        return said.isBlank()
                ? "*not said: `%s` in %s*"
                        .formatted(
                                key,
                                Markdown.code(context.place().file().toString().replace('\\', '/')))
                : Markdown.text(said);
    }

    /// By context, then as they stand there.
    List<Flow> flows() {
        return subject.contexts().stream().flatMap(it -> flows(it).stream()).toList();
    }

    List<Flow> flows(Context context) {
        return context.flows().entrySet().stream()
                .map(it -> Flow.of(wiring, context, it.getKey(), it.getValue()))
                .toList();
    }
}
