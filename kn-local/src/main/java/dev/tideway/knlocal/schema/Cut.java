package dev.tideway.knlocal.schema;

import java.util.regex.Pattern;

/// Keeps texts that others have written short, and in one line.
final class Cut {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    private Cut() {}

    static String to(int longest, String text) {
        var cut = text.length() <= longest ? text : text.substring(0, longest) + "…";
        return CONTROL.matcher(cut).replaceAll("?");
    }
}
