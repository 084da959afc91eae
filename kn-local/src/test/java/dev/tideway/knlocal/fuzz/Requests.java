package dev.tideway.knlocal.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tideway.knlocal.manifest.DataPlane;
import java.util.List;
import java.util.stream.Stream;

/// Requests to a broker: sound ones, ones with a single known fault, and damaged ones.
final class Requests {
    private static final List<byte[]> WORDS =
            Stream.of(
                            "\r\n",
                            "\n",
                            "\0",
                            ":",
                            " ",
                            "%",
                            "%E2%82",
                            "%00",
                            "\"",
                            "\\",
                            "{",
                            "}",
                            "[",
                            ",",
                            "HTTP/1.0",
                            "HTTP/9.9",
                            "POST ",
                            "GET ",
                            "Content-Length: 5\r\n",
                            "Content-Length: -1\r\n",
                            "Content-Length: 99999999999999999999\r\n",
                            "Transfer-Encoding: chunked\r\n",
                            "Transfer-Encoding: gzip\r\n",
                            "Expect: x\r\n",
                            "Host: [::1\r\n",
                            "Host: a b\r\n",
                            "Connection: close\r\n",
                            "Upgrade: h2c\r\n",
                            "ce-id: 1\r\n",
                            "ce-specversion: 0.3\r\n",
                            "ce-partitionkey: \r\n",
                            "ce-é: x\r\n",
                            "content-type: application/cloudevents\r\n",
                            "\"partitionkey\":1,",
                            "\"data\":[",
                            "\\ud800",
                            "1e999999999",
                            "FFFFFFFFFFFFFFFF\r\n",
                            "0\r\n\r\n",
                            "\uFEFF",
                            "//",
                            "?",
                            "#")
                    .map(word -> word.getBytes(UTF_8))
                    .toList();

    private final Choices choices;
    private final Destination to;
    private final int maxBody;

    Requests(Choices choices, Destination to, int maxBody) {
        this.choices = choices;
        this.to = to;
        this.maxBody = maxBody;
    }

    Request any() {
        return switch (choices.below(20)) {
            case 0, 1, 2, 3, 4, 5, 6 -> sound();
            case 7, 8, 9, 10, 11, 12 -> new Faults(choices, this, to.plane(), maxBody).any();
            case 13, 14, 15, 16, 17 -> damagedInside();
            default -> damaged();
        };
    }

    private Request sound() {
        var sample = Sample.of(choices);
        return Request.accepted(write(sample), sample);
    }

    /// As any sender may write it.
    Message write(Sample sample) {
        return choices.chance(50)
                ? sample.binary(choices, message())
                : sample.structured(choices, message());
    }

    Message message() {
        return new Message(choices, to).noise();
    }

    /// Where the request ends stays beyond doubt.
    private Request damagedInside() {
        var sample = Sample.of(choices);
        var message = write(sample);
        if (choices.chance(70)) {
            message.body(choices.damage(message.body(), WORDS));
        } else {
            var value = new String(choices.bytes(choices.size(40)), ISO_8859_1);
            message.header(
                    choices.of(
                            "ce-id",
                            "ce-x",
                            "ce-time",
                            "ce-" + choices.text(4),
                            "Content-Type",
                            "Host"),
                    value.replaceAll("[\r\n\0]", choices.of("%", "\t", "%C3%28")));
        }
        return new Request(message.bytes(), true, false, named(message.body()));
    }

    private Request damaged() {
        var whole =
                choices.chance(70)
                        ? sound().bytes()
                        : new Faults(choices, this, to.plane(), maxBody).any().bytes();
        var bytes =
                choices.chance(95)
                        ? choices.damage(whole, WORDS)
                        : choices.bytes(choices.size(500));
        // A chunk may end in the middle of a name.
        var unkeyable = to.plane() == DataPlane.KAFKA || bytes.length > maxBody;
        return new Request(bytes, false, false, new Request.Outcome.Named(unkeyable));
    }

    private Request.Outcome named(byte[] body) {
        var keyed = new String(body, ISO_8859_1).contains("partition");
        return new Request.Outcome.Named(
                body.length > maxBody || (to.plane() == DataPlane.KAFKA && keyed));
    }
}
