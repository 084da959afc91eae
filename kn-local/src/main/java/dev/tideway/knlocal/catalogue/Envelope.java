package dev.tideway.knlocal.catalogue;

import java.util.List;

/// The CloudEvents attributes that events here have, besides `specversion` and `type`: as events/README.md says.
final class Envelope {
    /// @param type in CloudEvents' type system
    record Attribute(String name, String type, boolean required, String meaning) {}

    static final List<Attribute> ATTRIBUTES =
            List.of(
                    new Attribute("id", "string", true, "Of the event, unique within its source."),
                    new Attribute("source", "uri-reference", true, "Who says it."),
                    new Attribute("subject", "string", false, "Id of the aggregate."),
                    new Attribute("time", "timestamp", false, "When it happened."),
                    new Attribute(
                            "partitionkey",
                            "string",
                            false,
                            "Events with the same one stay in order where a trigger is ordered."),
                    new Attribute(
                            "correlationid",
                            "string",
                            false,
                            "Id of the event that the flow began with."),
                    new Attribute(
                            "causationid",
                            "string",
                            false,
                            "Id of the event that caused this one."),
                    new Attribute(
                            "traceparent",
                            "string",
                            false,
                            "W3C Trace Context, carried through the flow."));

    private Envelope() {}
}
