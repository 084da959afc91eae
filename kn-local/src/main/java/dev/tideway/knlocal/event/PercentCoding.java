package dev.tideway.knlocal.event;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Attribute values as HTTP header values (CloudEvents HTTP binding 1.0.2, section 3.1.3.2).
final class PercentCoding {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private PercentCoding() {}

    /// Escapes space, double quote, percent and all but printable ASCII.
    static String encode(String value) {
        return plain(value) ? value : escaped(value);
    }

    private static boolean plain(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (!stays(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean stays(int c) {
        return c > ' ' && c <= '~' && c != '"' && c != '%';
    }

    private static String escaped(String value) {
        var utf8 = value.getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream(utf8.length * 2);
        for (byte b : utf8) {
            if (stays(b)) {
                out.write(b);
            } else {
                out.write('%');
                out.write(HEX[(b >> 4) & 0xF]);
                out.write(HEX[b & 0xF]);
            }
        }
        return out.toString(StandardCharsets.US_ASCII);
    }

    /// Unquotes double-quoted parts, then undoes one round of escaping; null when what was escaped is not UTF-8. A
    /// percent sign that starts no escape stays as it is.
    static @Nullable String decode(String value) {
        var unquoted = value.indexOf('"') < 0 ? value : unquote(value);
        return unquoted.indexOf('%') < 0 ? unquoted : unescape(unquoted);
    }

    private static String unquote(String value) {
        var out = new StringBuilder(value.length());
        var quoted = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted && i + 1 < value.length()) {
                i++;
                out.append(value.charAt(i));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static @Nullable String unescape(String value) {
        var out = new StringBuilder(value.length());
        var bytes = new ByteArrayOutputStream();
        int i = 0;
        while (i < value.length()) {
            if (!escapeAt(value, i)) {
                out.append(value.charAt(i));
                i++;
                continue;
            }
            bytes.reset();
            for (; escapeAt(value, i); i += 3) {
                bytes.write(hex(value.charAt(i + 1)) << 4 | hex(value.charAt(i + 2)));
            }
            var text = utf8(bytes.toByteArray());
            if (text == null) {
                return null;
            }
            out.append(text);
        }
        return out.toString();
    }

    private static @Nullable String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }

    private static boolean escapeAt(String value, int i) {
        return i + 2 < value.length()
                && value.charAt(i) == '%'
                && hex(value.charAt(i + 1)) >= 0
                && hex(value.charAt(i + 2)) >= 0;
    }

    private static int hex(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }
}
