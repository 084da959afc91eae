package dev.tideway.knlocal.domain;

import dev.tideway.knlocal.manifest.Broker;
import dev.tideway.knlocal.manifest.Delivery;
import dev.tideway.knlocal.manifest.Destination;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Source;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The ways on which events come to a function: links, dead letters of links, sources, and answers of other functions.
public record Arrivals(Domain domain) {
    /// Whether an event of this type may come to it.
    public boolean mayReach(String type, Key function) {
        return domain.linksTo(function).stream().anyMatch(it -> it.mayCarry(type))
                || deadLetterLinks(function).stream().anyMatch(it -> it.mayCarry(type))
                || domain.resources().sources().values().stream()
                        .filter(it -> leadsTo(it.sink(), function))
                        .anyMatch(it -> maySend(it, type))
                || domain.resources().subscriptions().values().stream()
                        .anyMatch(it -> it.reply().filter(to -> leadsTo(to, function)).isPresent());
    }

    /// Whether anything but a link leads to it: dead letters, a source, or the answers of others.
    public boolean isSink(Key function) {
        return !deadLetterLinks(function).isEmpty()
                || hubs().flatMap(it -> it.deadLetterSink().stream())
                        .anyMatch(it -> leadsTo(it, function))
                || domain.resources().sources().values().stream()
                        .anyMatch(it -> leadsTo(it.sink(), function))
                || domain.resources().subscriptions().values().stream()
                        .anyMatch(it -> it.reply().filter(to -> leadsTo(to, function)).isPresent());
    }

    /// What brokers and channels say of those links that say nothing themselves, now or later.
    private Stream<Delivery> hubs() {
        return Stream.concat(
                domain.resources().brokers().values().stream().map(Broker::delivery),
                domain.resources().channels().values().stream()
                        .flatMap(it -> it.delivery().stream()));
    }

    /// The links whose events go to it when nobody else can handle them.
    public List<Link> deadLetterLinks(Key function) {
        return domain.links().stream()
                .filter(link -> deadLetterFunction(link).filter(function::equals).isPresent())
                .toList();
    }

    /// The function that gets what cannot be delivered on this link, if it is one.
    public Optional<Key> deadLetterFunction(Link link) {
        return domain.delivery(link).flatMap(Delivery::deadLetterSink).flatMap(Link::functionOf);
    }

    private static boolean leadsTo(Destination destination, Key function) {
        return Link.functionOf(destination).filter(function::equals).isPresent();
    }

    /// Of a program nobody knows what it sends.
    private static boolean maySend(Source source, String type) {
        return source.type().map(type::equals).orElse(true);
    }
}
