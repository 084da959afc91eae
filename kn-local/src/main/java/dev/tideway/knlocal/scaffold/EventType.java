package dev.tideway.knlocal.scaffold;

import java.util.regex.Pattern;

/// The type of an event: `dev.tideway.<aggregate>.<verb>.v<n>`.
record EventType(String text) {
    private static final Pattern FORM =
            Pattern.compile("dev\\.tideway((?:\\.[a-z0-9]+){2,})\\.v([1-9][0-9]*)");

    /// No file of an event may have a longer name than file systems take.
    private static final int LONGEST = 200;

    static EventType of(String text) throws ScaffoldException {
        var form = FORM.matcher(text);
        if (text.length() > LONGEST
                || !form.matches()
                || !Character.isLetter(form.group(1).charAt(1))) {
            throw new ScaffoldException(
                    "the event type is %s, wanted one of the form dev.tideway.<aggregate>.<verb>.v1, such as dev.tideway.order.placed.v1"
                            .formatted(text));
        }
        return new EventType(text);
    }

    /// The record of its data: `OrderPlaced`, and `OrderPlacedV2` in its second version.
    String recordName() {
        var form = FORM.matcher(text);
        form.matches();
        var words = FunctionName.camel(form.group(1).substring(1).split("\\.", -1));
        return form.group(2).equals("1") ? words : words + "V" + form.group(2);
    }

    /// As tables show it: `order.placed`.
    String shortName() {
        return text.replaceAll("^dev\\.tideway\\.|\\.v1$", "");
    }

    String schemaFile() {
        return "events/" + text + ".schema.json";
    }

    String exampleFile() {
        return "events/" + text + ".example.json";
    }
}
