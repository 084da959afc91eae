package dev.tideway.knlocal.fuzz;

/// JSON text, sound but written in every way there is.
record Json(Choices choices) {
    private static final int DEEPEST = 6;

    String space() {
        return choices.chance(90) ? "" : choices.of(" ", "\n", "\t", "\r\n  ");
    }

    String value(int depth) {
        return switch (choices.below(depth < DEEPEST ? 7 : 5)) {
            case 0 -> quoted(choices.text(30));
            case 1 -> choices.of("true", "false", "null");
            case 2 -> Integer.toString(choices.below(Integer.MAX_VALUE));
            case 3 -> choices.of("-0", "1e5", "-1.5E-7", "0.1", "12345678901234567890123456789");
            case 4 -> choices.of("{}", "[]", "\"\"", "[[[]]]");
            case 5 -> "[" + space() + value(depth + 1) + "," + space() + value(depth + 1) + "]";
            default ->
                    "{"
                            + quoted(choices.word(9))
                            + space()
                            + ":"
                            + space()
                            + value(depth + 1)
                            + "}";
        };
    }

    String quoted(String text) {
        var out = new StringBuilder("\"");
        text.chars()
                .forEach(c -> {
                    if (c == '"' || c == '\\') {
                        out.append('\\').append((char) c);
                    } else if (choices.chance(2) && !Character.isSurrogate((char) c)) {
                        out.append("\\u%04x".formatted(c));
                    } else {
                        out.append((char) c);
                    }
                });
        return out.append('"').toString();
    }
}
