package dev.tideway.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/// The bytes of a post of an event, with places for its number (`{number}`), and for one of a hundred keys (`{key}`). Made once, so
/// that what is measured is the runner and not its client.
final class Post {
    private static final int KEYS = 100;
    private static final String DIGITS = "0000000000";
    private static final Pattern NUMBER = Pattern.compile("\\{number}");
    private static final Pattern KEY = Pattern.compile("\\{key}");

    private final byte[] bytes;
    private final int[] numbers;
    private final int[] keys;

    /// An event of 1 KiB.
    ///
    /// @param keyed whether events have a partition key, so that those of one key stay in one partition
    Post(int port, String type, boolean keyed) {
        this(
                port,
                """
                ce-type: %s
                ce-source: /bench
                ce-id: {number}
                %scontent-type: text/plain
                """
                        .formatted(type, keyed ? "ce-partitionkey: {key}\n" : ""),
                "x".repeat(1024));
    }

    /// @param headers one a line, without `content-length`
    Post(int port, String headers, String body) {
        int length = NUMBER.matcher(KEY.matcher(body).replaceAll("00")).replaceAll(DIGITS).length();
        var head =
                """
                POST /default/default HTTP/1.1
                host: 127.0.0.1:%d
                ce-specversion: 1.0
                %scontent-length: %d

                """
                        .formatted(port, headers, length)
                        .replace("\n", "\r\n");
        var text = head + body;
        bytes =
                NUMBER.matcher(KEY.matcher(text).replaceAll("00"))
                        .replaceAll(DIGITS)
                        .getBytes(US_ASCII);
        numbers = places(KEY.matcher(text).replaceAll("00"), NUMBER, DIGITS);
        keys = places(NUMBER.matcher(text).replaceAll(DIGITS), KEY, "00");
    }

    /// Where the pattern's places are once each of them is filled.
    private static int[] places(String text, Pattern place, String filled) {
        var matches = place.matcher(text).results().toList();
        var places = new int[matches.size()];
        for (int i = 0; i < places.length; i++) {
            var match = matches.get(i);
            int grown = i * (filled.length() - match.group().length());
            places[i] = match.start() + grown;
        }
        return places;
    }

    int size() {
        return bytes.length;
    }

    void write(int number, ByteBuffer to) {
        int start = to.position();
        to.put(bytes);
        for (int place : numbers) {
            digits(to, start + place, DIGITS.length(), number);
        }
        for (int place : keys) {
            digits(to, start + place, 2, number % KEYS);
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
