package dev.tideway.knlocal.domain;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a function's compiled classes say of it.
///
/// @param emissions every class of them that is some event's data, whether a handler names it or not
public record Code(List<Handler> handlers, List<Emission> emissions) {
    public Code {
        handlers = List.copyOf(handlers);
        emissions = List.copyOf(emissions);
    }

    /// The method that gets an event of this type, as function-kit chooses it.
    public Optional<Handler> taking(String type) {
        return handlers.stream()
                .filter(it -> it.types().contains(type))
                .findFirst()
                .or(() -> handlers.stream().filter(Handler::takesAny).findFirst());
    }

    /// What it may send: by type, each once.
    public SortedMap<String, Emission> emitted() {
        var emitted = new TreeMap<String, Emission>();
        emissions.forEach(it -> emitted.putIfAbsent(it.type(), it));
        handlers.forEach(
                handler -> handler.emits().forEach(it -> emitted.putIfAbsent(it.type(), it)));
        return emitted;
    }

    /// Whether it may send an event of this type.
    public boolean emits(String type) {
        return emitted().containsKey(type);
    }
}
