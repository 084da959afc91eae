package dev.tideway.knlocal.drift;

import dev.tideway.knlocal.drift.Row.Kind;
import dev.tideway.knlocal.drift.Row.Verdict;

/// What a verdict means.
record Words(String what, String mend) {
    static Words of(Kind kind, Verdict verdict, Edge edge, boolean observed, boolean missing) {
        return switch (verdict) {
            case AGREED -> new Words("", "");
            case UNDECLARED -> undeclared(kind, edge, observed);
            case UNWIRED ->
                    missing
                            ? new Words(
                                    "%s takes %s, and no trigger on the cluster brings it"
                                            .formatted(edge.function(), edge.type()),
                                    "make deploy")
                            : new Words(
                                    "%s takes %s, and nothing brings it"
                                            .formatted(edge.function(), edge.type()),
                                    "kn-local triggers --write");
            case UNOBSERVED -> unobserved(kind, edge);
        };
    }

    private static Words undeclared(Kind kind, Edge edge, boolean observed) {
        var type = edge.type();
        var function = edge.function();
        return switch (kind) {
            case TYPE ->
                    new Words(
                            observed
                                    ? type + " was observed, and is declared nowhere"
                                    : "a trigger wants " + type + ", which is declared nowhere",
                            "write events/%s.schema.json, or correct the type".formatted(type));
            case EMITS ->
                    new Words(
                            "%s was seen to emit %s, and its code does not say so"
                                    .formatted(function, type),
                            "put @EventData on the record, and the record into @Emits; or build it anew");
            case TAKES ->
                    new Words(
                            "%s %s %s, and has no method for it"
                                    .formatted(function, observed ? "was sent" : "is to get", type),
                            "add a method, or take the type out of the trigger: kn-local triggers --write");
        };
    }

    private static Words unobserved(Kind kind, Edge edge) {
        var what =
                switch (kind) {
                    case TYPE -> "nobody was seen to send " + edge.type();
                    case EMITS ->
                            "%s was not seen to emit %s".formatted(edge.function(), edge.type());
                    case TAKES ->
                            "%s was not seen to get %s".formatted(edge.function(), edge.type());
                };
        return new Words(what, "nothing, if it is rare; else take it out");
    }
}
