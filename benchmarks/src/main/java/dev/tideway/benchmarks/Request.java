package dev.tideway.benchmarks;

import org.jspecify.annotations.Nullable;

/// What a [Sink] reads of a request: the number that the event has for its `ce-id`.
record Request(int number) {
    /// Null when it is not all there yet. One request at a time: the runner does not pipeline.
    static @Nullable Request in(byte[] bytes, int length) {
        int id = -1;
        int data = 0;
        for (int line = 0, end; (end = lineEnd(bytes, line, length)) >= 0; line = end + 2) {
            if (end == line) {
                return length >= end + 2 + data ? new Request(id) : null;
            } else if (starts(bytes, line, "ce-id:")) {
                id = number(bytes, line + 6, end);
            } else if (starts(bytes, line, "content-length:")) {
                data = number(bytes, line + 15, end);
            }
        }
        return null;
    }

    private static int lineEnd(byte[] bytes, int from, int length) {
        for (int i = from; i + 1 < length; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static boolean starts(byte[] bytes, int at, String lowerCase) {
        for (int i = 0; i < lowerCase.length(); i++) {
            if ((bytes[at + i] | 0x20) != (lowerCase.charAt(i) | 0x20)) {
                return false;
            }
        }
        return true;
    }

    private static int number(byte[] bytes, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] >= '0' && bytes[i] <= '9') {
                number = number * 10 + bytes[i] - '0';
            }
        }
        return number;
    }
}
