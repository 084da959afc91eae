package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.cli.EventCommand.Outcome;
import dev.tideway.knlocal.event.Decoded;
import dev.tideway.knlocal.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// What a program has written, as the reply that it stands for: header lines, an empty line, the data.
final class ProgramReply {
    /// What a reply takes over from its cause unless it says otherwise.
    private static final List<String> CARRIED =
            List.of("subject", "partitionkey", "correlationid", "traceparent");

    private ProgramReply() {}

    static Outcome of(byte[] written, Event cause, String source) {
        if (written.length == 0) {
            return new Outcome.Silent();
        }
        var attributes = new LinkedHashMap<String, String>();
        var at = 0;
        while (at < written.length) {
            var end = endOfLine(written, at);
            var line = new String(written, at, end - at, StandardCharsets.UTF_8).strip();
            at = Math.min(written.length, end + 1);
            if (line.isEmpty()) {
                break;
            }
            var colon = line.indexOf(':');
            if (colon < 0
                    || !put(attributes, line.substring(0, colon), line.substring(colon + 1))) {
                return new Outcome.Failed(
                        500, "its reply has a line that is no header and no empty line: " + line);
            }
        }
        return reply(attributes, Arrays.copyOfRange(written, at, written.length), cause, source);
    }

    private static int endOfLine(byte[] written, int from) {
        var end = from;
        while (end < written.length && written[end] != '\n') {
            end++;
        }
        return end;
    }

    private static boolean put(Map<String, String> attributes, String header, String value) {
        var name = header.strip().toLowerCase(Locale.ROOT);
        if (name.equals("content-type")) {
            attributes.put("datacontenttype", value.strip());
            return true;
        }
        if (name.startsWith("ce-")) {
            attributes.put(name.substring("ce-".length()), value.strip());
            return true;
        }
        return false;
    }

    private static Outcome reply(
            Map<String, String> attributes, byte[] data, Event cause, String source) {
        var type = attributes.getOrDefault("type", "");
        if (type.isEmpty()) {
            return new Outcome.Failed(500, "its reply has no line ce-type, so it is no event");
        }
        attributes.putIfAbsent("specversion", "1.0");
        attributes.putIfAbsent("id", idFrom(cause, type));
        attributes.putIfAbsent("source", source);
        if (data.length > 0) {
            attributes.putIfAbsent("datacontenttype", "application/json");
        }
        for (var name : CARRIED) {
            var carried = cause.attribute(name);
            if (carried != null) {
                attributes.putIfAbsent(name, carried);
            }
        }
        return switch (Decoded.of(attributes, data.length == 0 ? null : data)) {
            case Decoded.Valid(var event) -> new Outcome.Reply(event);
            case Decoded.Unkeyable(var event, _) -> new Outcome.Reply(event);
            case Decoded.Invalid(var why) ->
                    new Outcome.Failed(500, "its reply is no event: " + why);
            case Decoded.NotAnEvent(var why) ->
                    new Outcome.Failed(500, "its reply is no event: " + why);
        };
    }

    /// The same cause gives the same id, so that an event delivered twice is answered with one.
    private static String idFrom(Event cause, String type) {
        var name = String.join("\n", cause.source(), cause.id(), type);
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
