package dev.tideway.knlocal.domain;

import java.nio.file.Path;
import java.util.Optional;

/// An event type of the published language, as its files in `events/` describe it.
///
/// @param schema `<type>.schema.json`: of the event's data
/// @param example `<type>.example.json`: a whole event
public record Contract(String type, Optional<Path> schema, Optional<Path> example) {
    static final String SCHEMA = ".schema.json";
    static final String EXAMPLE = ".example.json";
}
