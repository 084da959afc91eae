package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.jsonata.Expression;
import dev.tideway.knlocal.manifest.EventTransform.Reply;
import dev.tideway.knlocal.yaml.Fields;
import java.util.Optional;

/// Reads an EventTransform; an expression that is no JSONata is found here.
final class EventTransformReader {
    private final Findings findings;

    EventTransformReader(Findings findings) {
        this.findings = findings;
    }

    Optional<EventTransform> read(Resource resource) {
        return resource.spec()
                .flatMap(spec -> {
                    var expression = jsonata(spec);
                    var sink = DestinationReader.read(spec, "sink", resource.origin(findings));
                    if (spec.has("reply") && !spec.has("sink")) {
                        spec.problem("reply", "is of a sink, and there is none", "");
                    }
                    var reply = spec.fields("reply").map(EventTransformReader::reply);
                    spec.done();
                    return expression.map(it ->
                            new EventTransform(
                                    resource.key(),
                                    it,
                                    sink,
                                    reply.orElseGet(Reply.Unchanged::new),
                                    resource.place()));
                });
    }

    private static Reply reply(Fields reply) {
        var discard = reply.flag("discard").orElse(false);
        if (!reply.has("jsonata")) {
            reply.done();
            return discard ? new Reply.Discarded() : new Reply.Unchanged();
        }
        var expression = jsonata(reply);
        if (discard) {
            reply.problem("discard", "stands beside jsonata", "keep one of the two");
        }
        reply.done();
        return expression.<Reply>map(Reply.Transformed::new).orElseGet(Reply.Unchanged::new);
    }

    private static Optional<Expression> jsonata(Fields holder) {
        if (!holder.has("jsonata")) {
            holder.problem("jsonata", "is missing", "");
        }
        return holder.fields("jsonata")
                .flatMap(jsonata -> {
                    var text = jsonata.required("expression");
                    jsonata.done();
                    return text.flatMap(it -> expression(jsonata, it.value()));
                });
    }

    private static Optional<Expression> expression(Fields jsonata, String text) {
        try {
            return Optional.of(Expression.of(text));
        } catch (Expression.FailedException e) {
            jsonata.problem("expression", "is not JSONata: " + e.getMessage(), "");
            return Optional.empty();
        }
    }
}
