package dev.tideway.knlocal.dispatch;

import java.util.Optional;

/// Where a trigger's events go.
public record Routes(Route subscriber, Optional<Route> deadLetterSink) {}
