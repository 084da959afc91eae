package dev.tideway.knlocal.yaml;

import java.util.regex.Pattern;

/// What a message quotes from a file, fit for a terminal: a value in double quotes may hold any character.
public final class OneLine {
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    private OneLine() {}

    public static String of(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("?");
    }
}
