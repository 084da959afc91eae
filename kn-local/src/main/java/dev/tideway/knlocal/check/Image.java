package dev.tideway.knlocal.check;

import java.util.regex.Pattern;

/// What an `image:` says.
record Image(String text) {
    private static final Pattern FILLED_IN = Pattern.compile("\\$|\\{\\{|^ko://");
    private static final String LATEST = "latest";

    /// Without tag and digest.
    String name() {
        var name = text.replaceFirst("@.*", "");
        var colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }

    private String tag() {
        var name = text.replaceFirst("@.*", "");
        return name.length() > name().length() ? name.substring(name().length() + 1) : "";
    }

    /// Whether it may be another one tomorrow. What a program fills in later is that program's to say.
    boolean floats() {
        return !FILLED_IN.matcher(text).find()
                && !text.contains("@")
                && (tag().isEmpty() || tag().equals(LATEST));
    }

    @Override
    public String toString() {
        return text;
    }
}
