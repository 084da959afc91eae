package dev.tideway.knlocal.domain;

import java.util.List;

/// What a Java type becomes as JSON, as far as its declaration says.
public sealed interface Shape {
    /// A JSON string: text, an enum's name, a date, an id.
    record Text() implements Shape {}

    /// A JSON number without a fraction.
    record Whole() implements Shape {}

    /// A JSON number.
    record Fraction() implements Shape {}

    record Truth() implements Shape {}

    record Many(Shape element) implements Shape {}

    /// A record, by its simple name.
    record Fields(String name, List<Field> fields) implements Shape {
        public Fields {
            fields = List.copyOf(fields);
        }
    }

    /// Whatever its class makes of it: nothing can be said.
    record Unknown() implements Shape {}

    /// A component of a record.
    ///
    /// @param name as it stands in JSON
    /// @param required false when it is `@Nullable` or an `Optional`
    record Field(String name, Shape shape, boolean required) {}
}
