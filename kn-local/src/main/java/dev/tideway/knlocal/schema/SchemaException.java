package dev.tideway.knlocal.schema;

import java.util.List;

/// Files that are no schemas of event types: a line for each, with its name and the mend.
public final class SchemaException extends Exception {
    public SchemaException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
