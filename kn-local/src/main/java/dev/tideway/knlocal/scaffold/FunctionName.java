package dev.tideway.knlocal.scaffold;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/// A function's name: a Knative Service's, and with its dashes taken out a Java package's and a class's.
record FunctionName(String text) {
    /// A label of DNS; the pods of a Service have longer names, made from it.
    private static final int LONGEST = 40;

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    static FunctionName of(String text) throws ScaffoldException {
        if (text.isEmpty()) {
            throw new ScaffoldException(
                    "the function has no name: give one, as in make new-function NAME=loyalty");
        }
        if (!FORM.matcher(text).matches() || text.length() > LONGEST) {
            throw new ScaffoldException(
                    "the name is %s, wanted at most %d small letters, digits and single dashes, a letter first"
                            .formatted(text, LONGEST));
        }
        var name = new FunctionName(text);
        if (SourceVersion.isKeyword(name.packageName()) || name.isClassOfJava()) {
            throw new ScaffoldException(
                    "the name %s means something to Java already: choose another".formatted(text));
        }
        return name;
    }

    /// The last part: `orderview` of order-view.
    String packageName() {
        return text.replace("-", "");
    }

    /// `OrderView` of order-view.
    String className() {
        return camel(text.split("-", -1));
    }

    /// The type it takes, or answers with, when nobody says otherwise.
    EventType defaultType(String verb) throws ScaffoldException {
        return EventType.of("dev.tideway." + text.replace('-', '.') + "." + verb + ".v1");
    }

    static String camel(String[] words) {
        return Arrays.stream(words)
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }

    /// One that every class sees, so that a class of this name would hide it.
    private boolean isClassOfJava() {
        try {
            Class.forName("java.lang." + className(), false, null);
            return true;
        } catch (ClassNotFoundException _) {
            return false;
        }
    }
}
