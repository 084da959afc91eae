package dev.tideway.knlocal.conformance;

import java.util.HashMap;
import java.util.Map;

/// What a subscriber answers.
record Answer(int status, Map<String, String> headers, String body) {
    /// The connection is closed without an answer.
    static final int BROKEN = 0;

    static Answer status(int status) {
        return new Answer(status, Map.of(), "");
    }

    static Answer text(int status, String body) {
        return new Answer(status, Map.of("Content-Type", "text/plain"), body);
    }

    static Answer broken() {
        return status(BROKEN);
    }

    /// An event in binary mode.
    static Answer event(int status, Map<String, String> attributes, String data) {
        var headers = new HashMap<String, String>();
        headers.put("Content-Type", "application/json");
        attributes.forEach((name, value) -> headers.put("ce-" + name, value));
        return new Answer(status, headers, data);
    }

    Answer with(String header, String value) {
        var all = new HashMap<>(headers);
        all.put(header, value);
        return new Answer(status, all, body);
    }
}
