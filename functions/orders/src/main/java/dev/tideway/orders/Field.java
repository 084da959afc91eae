package dev.tideway.orders;

import dev.tideway.kit.Unprocessable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Checks of single fields; messages name the field.
final class Field {
    /// An order id goes into URLs, headers and partition keys as it is.
    private static final Pattern ORDER_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");

    private Field() {}

    static String orderId(String value) {
        if (!ORDER_ID.matcher(value).matches()) {
            throw new Unprocessable(
                    "orderId is not 1 to 100 of A-Z a-z 0-9 . _ : - beginning with a letter or digit");
        }
        return value;
    }

    static <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw new Unprocessable(field + " is null");
        }
        return value;
    }

    /// The text, empty when absent. JSON can spell characters that no database keeps; they are
    /// refused.
    static String text(@Nullable String value, String field) {
        if (value == null) {
            return "";
        }
        if (value.codePoints()
                .anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE)) {
            throw new Unprocessable(field + " holds a NUL or half a character");
        }
        return value;
    }
}
