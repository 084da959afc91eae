package dev.tideway.knlocal.log;

import dev.tideway.knlocal.event.Event;

/// An event at its place in a broker's log.
public record Logged(int partition, long offset, Event event) {}
