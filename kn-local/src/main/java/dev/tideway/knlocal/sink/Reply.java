package dev.tideway.knlocal.sink;

import java.util.Map;

/// What is answered. A reason goes into the header `Reason`, as Knative's sinks have it.
@SuppressWarnings("ArrayRecordComponent") // never compared
record Reply(int status, Map<String, String> headers, byte[] body) {
    private static final byte[] NONE = new byte[0];

    static Reply of(int status) {
        return new Reply(status, Map.of(), NONE);
    }

    static Reply of(int status, String reason) {
        var line = reason.replaceAll("[^\\x20-\\x7E]+", " ").strip();
        return new Reply(status, Map.of("Reason", line), NONE);
    }

    static Reply of(int status, Map<String, String> headers) {
        return new Reply(status, headers, NONE);
    }
}
