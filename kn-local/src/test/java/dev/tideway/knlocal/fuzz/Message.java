package dev.tideway.knlocal.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/// An HTTP request while it is being written.
final class Message {
    private final Choices choices;
    private String method = "POST";
    private String target;
    private final List<String> headers = new ArrayList<>();
    private byte[] body = new byte[0];

    Message(Choices choices, Destination to) {
        this.choices = choices;
        this.target = to.target(choices);
        headers.add("Host: " + to.host() + choices.of("", ":80", ":8080"));
    }

    Message method(String other) {
        method = other;
        return this;
    }

    Message target(String other) {
        target = other;
        return this;
    }

    Message header(String name, String value) {
        headers.add(name + ":" + choices.of("", " ", " \t") + value + choices.of("", "", " "));
        return this;
    }

    Message body(byte[] bytes) {
        body = bytes;
        return this;
    }

    byte[] body() {
        return body;
    }

    /// What a receiver may ignore.
    Message noise() {
        for (int i = choices.size(20); i > 0; i--) {
            headers.add("X-" + choices.word(10) + ": " + choices.word(60));
        }
        if (choices.chance(10)) {
            headers.add("traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        }
        if (choices.chance(3)) {
            headers.add("Expect: 100-continue");
        }
        return this;
    }

    /// The whole, with its length or in chunks.
    byte[] bytes() {
        boolean chunked = choices.chance(30);
        headers.add(chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length);
        choices.shuffle(headers);
        var head =
                method + " " + target + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        return Choices.join(
                head.getBytes(ISO_8859_1), chunked ? Sample.chunked(choices, body) : body);
    }
}
