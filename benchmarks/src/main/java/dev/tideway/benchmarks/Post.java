package dev.tideway.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/// The bytes of a post of an event of 1 KiB, with places for its number: its `ce-id`, and its `ce-partitionkey`, one of a
/// hundred. Made once, so that what is measured is the runner and not its client.
final class Post {
    private static final int KEYS = 100;
    private static final String DIGITS = "0000000000";

    private final byte[] bytes;
    private final int id;
    private final int key;

    /// @param keyed whether events have a partition key, so that those of one key stay in one partition
    Post(int port, String type, boolean keyed) {
        var head =
                """
                POST /default/default HTTP/1.1
                host: 127.0.0.1:%d
                ce-specversion: 1.0
                ce-type: %s
                ce-source: /bench
                ce-id: %s
                %scontent-type: text/plain
                content-length: 1024

                """
                        .formatted(port, type, DIGITS, keyed ? "ce-partitionkey: 00\n" : "")
                        .replace("\n", "\r\n");
        bytes = (head + "x".repeat(1024)).getBytes(US_ASCII);
        id = head.indexOf(DIGITS);
        key = keyed ? head.indexOf("ce-partitionkey: ") + "ce-partitionkey: ".length() : -1;
    }

    int size() {
        return bytes.length;
    }

    void write(int number, ByteBuffer to) {
        to.put(bytes);
        digits(to, to.position() - bytes.length + id, DIGITS.length(), number);
        if (key >= 0) {
            digits(to, to.position() - bytes.length + key, 2, number % KEYS);
        }
    }

    private static void digits(ByteBuffer to, int at, int count, int number) {
        int left = number;
        for (int i = count - 1; i >= 0; i--) {
            to.put(at + i, (byte) ('0' + left % 10));
            left /= 10;
        }
    }
}
