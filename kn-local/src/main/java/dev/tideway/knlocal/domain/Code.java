package dev.tideway.knlocal.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /// What it may send, each type once.
    public List<String> emits() {
        var types = new ArrayList<String>();
        handlers.forEach(it -> it.emits().forEach(sent -> types.add(sent.type())));
        emissions.forEach(it -> types.add(it.type()));
        return types.stream().distinct().sorted().toList();
    }
}
