package dev.tideway.knlocal.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A sound event, and how it may be written: what it means is known before it is sent.
///
/// @param json the data as it stands in structured mode: `data` or `data_base64` with its value; empty for none
@SuppressWarnings("ArrayRecordComponent") // never compared
record Sample(Map<String, String> attributes, byte @Nullable [] data, String json) {
    private static final List<String> TIMES =
            List.of(
                    "2026-01-31T23:59:59Z",
                    "2026-02-28T00:00:00.000000001Z",
                    "0001-12-01T01:02:03.5Z",
                    "9999-10-10T10:10:10.123456789Z");
    private static final String STAYS = "!#$&'*+,-./:;=?@^_`|~";

    static Sample of(Choices choices) {
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("specversion", "1.0");
        attributes.put("id", choices.text(40));
        attributes.put("source", choices.of("/s", "urn:x:y", "https://a.example/b?c#d", "a/b%20c"));
        attributes.put("type", choices.text(choices.of(3, 30, 400)));
        perhaps(choices, attributes, "subject", choices.text(60));
        perhaps(choices, attributes, "time", choices.of(TIMES));
        perhaps(choices, attributes, "dataschema", choices.of("http://a/b", "urn:z"));
        perhaps(choices, attributes, "partitionkey", choices.text(20));
        for (int i = choices.size(12); i > 0; i--) {
            attributes.put("x" + choices.word(18), choices.text(choices.of(5, 50, 300)));
        }
        return withData(choices, attributes);
    }

    private static void perhaps(
            Choices choices, Map<String, String> attributes, String name, String value) {
        if (choices.chance(30)) {
            attributes.put(name, value);
        }
    }

    private static Sample withData(Choices choices, Map<String, String> attributes) {
        return switch (choices.below(4)) {
            case 0 -> new Sample(attributes, null, "");
            case 1 -> json(choices, attributes);
            case 2 -> text(choices, attributes);
            default -> bytes(choices, attributes);
        };
    }

    private static Sample json(Choices choices, Map<String, String> attributes) {
        perhaps(
                choices,
                attributes,
                "datacontenttype",
                choices.of("application/json", "a/b+json; c=d"));
        var value = new Json(choices).value(0);
        return new Sample(attributes, value.getBytes(UTF_8), "\"data\":" + value);
    }

    private static Sample text(Choices choices, Map<String, String> attributes) {
        attributes.put("datacontenttype", choices.of("text/plain", "text/x; charset=utf-8"));
        var text = choices.text(200);
        var quoted = new Json(choices).quoted(text);
        return new Sample(attributes, text.getBytes(UTF_8), "\"data\":" + quoted);
    }

    private static Sample bytes(Choices choices, Map<String, String> attributes) {
        perhaps(choices, attributes, "datacontenttype", choices.of("a/b", "application/json"));
        var bytes = choices.bytes(1 + choices.size(2000));
        var base64 = Base64.getEncoder().encodeToString(bytes);
        return new Sample(attributes, bytes, "\"data_base64\":\"" + base64 + "\"");
    }

    /// In binary mode.
    Message binary(Choices choices, Message message) {
        attributes.forEach((name, value) -> {
            if (name.equals("datacontenttype")) {
                message.header(choices.of("Content-Type", "content-type"), value);
            } else {
                message.header(choices.of("ce-", "Ce-", "CE-") + name, escaped(choices, value));
            }
        });
        return message.body(data == null ? new byte[0] : data);
    }

    /// Escapes what must be, and now and then what need not.
    private static String escaped(Choices choices, String value) {
        var out = new StringBuilder();
        for (byte b : value.getBytes(UTF_8)) {
            boolean plain = b > 0 && (Character.isLetterOrDigit(b) || STAYS.indexOf(b) >= 0);
            if (plain && !choices.chance(3)) {
                out.append((char) b);
            } else {
                out.append((choices.chance(50) ? "%%%02X" : "%%%02x").formatted(b & 0xFF));
            }
        }
        return out.toString();
    }

    /// In structured mode.
    Message structured(Choices choices, Message message) {
        message.header(
                "Content-Type",
                choices.of(
                        "application/cloudevents+json",
                        "Application/CloudEvents+JSON",
                        "application/cloudevents+json; charset=utf-8"));
        return message.body(object(choices).getBytes(UTF_8));
    }

    String object(Choices choices) {
        var json = new Json(choices);
        var members = new ArrayList<String>();
        attributes.forEach((name, value) ->
                members.add(
                        json.quoted(name)
                                + json.space()
                                + ":"
                                + json.space()
                                + json.quoted(value)));
        if (!this.json.isEmpty()) {
            members.add(this.json);
        }
        if (choices.chance(20)) {
            members.add("\"xnull\":null");
        }
        choices.shuffle(members);
        return "{" + String.join(json.space() + "," + json.space(), members) + json.space() + "}";
    }

    Sample without(String name) {
        var fewer = new LinkedHashMap<>(attributes);
        fewer.remove(name);
        return new Sample(fewer, data, json);
    }

    Sample with(String name, String value) {
        var more = new LinkedHashMap<>(attributes);
        more.put(name, value);
        return new Sample(more, data, json);
    }

    static byte[] chunked(Choices choices, byte[] body) {
        var out = new ByteArrayOutputStream();
        int at = 0;
        while (at < body.length) {
            int length = Math.min(body.length - at, 1 + choices.below(choices.of(3, 100, 5000)));
            var extension = choices.of("", "", ";a=b", ";x=\"y\"");
            out.writeBytes((Integer.toHexString(length) + extension + "\r\n").getBytes(UTF_8));
            out.write(body, at, length);
            out.writeBytes("\r\n".getBytes(UTF_8));
            at += length;
        }
        out.writeBytes(
                ("0\r\n" + choices.of("", "", "X-Trailer: ce-id\r\n") + "\r\n").getBytes(UTF_8));
        return out.toByteArray();
    }
}
