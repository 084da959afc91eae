package dev.tideway.knlocal.journey;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Pattern;

/// Objects of texts, each a line of JSON, put together on the event path: a mapper with its maps in between would cost several
/// times as much as all the rest of a note. Texts come out fit for a terminal and a page, whatever a function answered.
final class JsonLines {
    /// Characters of any one text: an attribute may be as long as a whole event.
    static final int LONGEST = 1_000;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");
    private static final int AT_FIRST = 64 << 10;

    /// Bytes of memory that are kept for the next lines.
    private static final int KEPT = 2 << 20;

    /// What is put in for names and signs around a text, at the most.
    private static final int ROOM = 64;

    private static final int MICROS_DIGITS = 6;

    private byte[] bytes = new byte[AT_FIRST];
    private int size;
    private boolean first;

    private long second = Long.MIN_VALUE;
    private String secondText = "";

    interface Sink {
        void write(byte[] bytes, int length) throws IOException;
    }

    int size() {
        return size;
    }

    void begin() {
        first = true;
        room(2);
        put('{');
    }

    void end() {
        room(2);
        put('}');
        put('\n');
    }

    void open(String name) {
        name(name);
        put('{');
        first = true;
    }

    void close() {
        room(1);
        put('}');
        first = false;
    }

    void number(String name, long value) {
        name(name);
        ascii(Long.toString(value));
    }

    /// To the microsecond.
    void time(String name, Instant at) {
        if (at.getEpochSecond() != second) {
            second = at.getEpochSecond();
            var text = Instant.ofEpochSecond(second).toString();
            secondText = text.substring(0, text.length() - 1) + ".";
        }
        name(name);
        put('"');
        ascii(secondText);
        int micros = at.getNano() / 1_000;
        for (int digit = MICROS_DIGITS - 1; digit >= 0; digit--) {
            bytes[size + digit] = (byte) ('0' + micros % 10);
            micros /= 10;
        }
        size += MICROS_DIGITS;
        put('Z');
        put('"');
    }

    /// Cut when it is too long.
    void text(String name, String value) {
        name(name);
        string(value);
    }

    private void string(String value) {
        int length = value.length();
        room(Math.min(length, LONGEST) + ROOM);
        put('"');
        if (length > LONGEST) {
            rest(value.substring(0, LONGEST) + "…");
        } else {
            int plain = plain(value, length);
            if (plain < length) {
                rest(value.substring(plain));
            }
        }
        put('"');
    }

    /// How many characters at the beginning needed nothing but to be put in.
    private int plain(String value, int length) {
        int to = size;
        for (int i = 0; i < length; i++) {
            var c = value.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                size = to;
                return i;
            }
            bytes[to++] = (byte) c;
        }
        size = to;
        return length;
    }

    /// With half of a pair of surrogates, as JSON may have it, as "?", too.
    private void rest(String value) {
        var clean = CONTROL.matcher(value).replaceAll("?").getBytes(StandardCharsets.UTF_8);
        room(2 * clean.length + ROOM);
        for (var one : clean) {
            if (one == '"' || one == '\\') {
                put('\\');
            }
            bytes[size++] = one;
        }
    }

    private void name(String name) {
        if (!first) {
            room(1);
            put(',');
        }
        first = false;
        string(name);
        room(ROOM);
        put(':');
    }

    private void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
    }

    private void put(char ascii) {
        bytes[size++] = (byte) ascii;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }

    /// Gives away what there is, if anything, and begins anew.
    void drain(Sink sink) throws IOException {
        int length = size;
        size = 0;
        if (length > 0) {
            sink.write(bytes, length);
        }
        if (bytes.length > KEPT) {
            bytes = new byte[AT_FIRST];
        }
    }
}
