package dev.tideway.knlocal.domain;

import dev.tideway.knlocal.manifest.Place;

/// A class whose instances a function sends: annotated with `@EventData`, or what a method with a `responseType` returns.
///
/// @param className as Java's reflection names it, such as `shop.Orders$Placed`
public record Emission(String type, String className, Shape shape, Place place) {}
