package dev.tideway.knlocal.domain;

import dev.tideway.knlocal.manifest.Place;

/// A class whose instances a function sends: annotated with `@EventData`, or what a method with a `responseType` returns.
public record Emission(String type, Shape shape, Place place) {}
