package dev.tideway.knlocal.event;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An event while it is being read: takes attributes one by one, checks each against CloudEvents 1.0.2 (sections 3.1
/// and 4), and remembers the first thing that is wrong.
final class Draft {
    private static final String[] REQUIRED = {"specversion", "id", "source", "type"};
    private static final int LONGEST_QUOTE = 80;

    private final String prefix;
    private final Map<String, String> attributes;
    private @Nullable String fault;
    private @Nullable String unkeyable;

    /// @param prefix put before the name of an attribute that is missing: `ce-` in HTTP headers
    Draft(String prefix) {
        this.prefix = prefix;
        attributes = LinkedHashMap.newLinkedHashMap(12);
    }

    /// Checks what has been collected already, and takes ownership of it.
    Draft(Map<String, String> collected) {
        prefix = "";
        attributes = collected;
        attributes.replaceAll(this::checked);
    }

    boolean faulty() {
        return fault != null;
    }

    @Nullable String value(String name) {
        return attributes.get(name);
    }

    /// Only the first counts.
    void fault(String why) {
        if (fault == null) {
            fault = why;
        }
    }

    void unkeyable(String why) {
        unkeyable = why;
    }

    void put(String name, String value) {
        if (attributes.put(name, checked(name, value)) != null) {
            fault(name + " is given twice");
        }
    }

    /// The value in its canonical form.
    private String checked(String name, String value) {
        var canonical = name.equals("time") ? Timestamps.canonical(value) : value;
        var why =
                canonical == null
                        ? "time is not RFC 3339: " + shown(value)
                        : complaint(name, value);
        if (why != null) {
            fault(why);
        }
        return canonical == null ? value : canonical;
    }

    Decoded finish(byte @Nullable [] data) {
        for (var name : REQUIRED) {
            if (!attributes.containsKey(name)) {
                fault(prefix + name + " is missing");
            }
        }
        if (fault != null) {
            return new Decoded.Invalid(fault);
        }
        var event = Event.owning(attributes, data);
        return unkeyable == null
                ? new Decoded.Valid(event)
                : new Decoded.Unkeyable(event, unkeyable);
    }

    private static @Nullable String complaint(String name, String value) {
        if (!isName(name)) {
            return shown(name) + " is not an attribute name: only a-z and 0-9 are allowed";
        }
        var bad = firstForbidden(value);
        if (bad >= 0) {
            return "%s has a character that is not allowed: U+%04X".formatted(name, bad);
        }
        return switch (name) {
            case "specversion" ->
                    value.equals("1.0") ? null : "specversion is " + shown(value) + ", wanted 1.0";
            case "id", "type", "subject" -> value.isEmpty() ? name + " is empty" : null;
            case "source" -> source(value);
            case "dataschema" ->
                    isAbsolute(uri(value))
                            ? null
                            : "dataschema is not an absolute URI: " + shown(value);
            case "datacontenttype" ->
                    isMediaType(value)
                            ? null
                            : "datacontenttype is not a media type: " + shown(value);
            case "data" -> "data is not allowed as the name of an attribute";
            default -> null;
        };
    }

    private static @Nullable String source(String value) {
        if (value.isEmpty()) {
            return "source is empty";
        }
        return isPlainPath(value) || uri(value) != null
                ? null
                : "source is not a URI reference: " + shown(value);
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isLower(c) && !isDigit(c)) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /// Control characters, noncharacters and halves of surrogate pairs (CloudEvents type String).
    private static int firstForbidden(String value) {
        for (int i = 0; i < value.length(); i++) {
            int c = value.charAt(i);
            if (c >= ' ' && c <= '~') {
                continue;
            }
            c = value.codePointAt(i);
            if (c < 0xA0
                    || Character.getType(c) == Character.SURROGATE
                    || (c & 0xFFFE) == 0xFFFE
                    || (c >= 0xFDD0 && c <= 0xFDEF)) {
                return c;
            }
            i += Character.charCount(c) - 1;
        }
        return -1;
    }

    /// Spares the common case the cost of a URI parser.
    private static boolean isPlainPath(String value) {
        if (value.charAt(0) != '/' || value.startsWith("//")) {
            return false;
        }
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!isLower(c) && !(c >= 'A' && c <= 'Z') && !(c >= '-' && c <= '9')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAbsolute(@Nullable URI uri) {
        return uri != null && uri.isAbsolute();
    }

    private static @Nullable URI uri(String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException _) {
            return null;
        }
    }

    private static boolean isMediaType(String value) {
        var slash = value.indexOf('/');
        return slash > 0
                && slash < value.length() - 1
                && value.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    /// Fit for one line of a log, whatever was sent.
    static String shown(String value) {
        var cut = value.length() <= LONGEST_QUOTE ? value : value.substring(0, LONGEST_QUOTE) + "…";
        return cut.codePoints()
                .map(c -> firstForbidden(Character.toString(c)) < 0 ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
