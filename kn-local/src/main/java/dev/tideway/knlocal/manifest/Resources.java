package dev.tideway.knlocal.manifest;

import java.net.URI;
import java.util.List;
import java.util.Map;

/// What the manifests and functions come to: all that is right, and what is to be said about the rest.
///
/// @param addresses what takes events, and the address that a cluster gives it
/// @param serving what holds for all functions
/// @param problems each has cost the resource it is in, and whatever cannot be without that one
/// @param notes what is different here from a cluster, or does not do what it seems to
/// @param ignored resources that mean nothing on a laptop
public record Resources(
        Map<ObjectRef, Sink> sinks,
        Map<Key, Broker> brokers,
        Map<Key, FunctionSpec> functions,
        Serving serving,
        Map<Key, Channel> channels,
        Map<Key, Trigger> triggers,
        Map<Key, Subscription> subscriptions,
        Map<ObjectRef, Source> sources,
        Map<Key, EventType> eventTypes,
        Map<ObjectRef, URI> addresses,
        Map<Key, Map<String, String>> configMaps,
        Map<Key, Secret> secrets,
        List<Problem> problems,
        List<Problem> notes,
        List<Ignored> ignored) {}
