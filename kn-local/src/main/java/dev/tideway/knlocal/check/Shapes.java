package dev.tideway.knlocal.check;

import dev.tideway.knlocal.domain.Shape;
import dev.tideway.knlocal.schema.Property;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Java's types beside JSON Schema's.
final class Shapes {
    private static final String NULL = "null";

    private Shapes() {}

    /// Whether what is written from that shape can be what the schema says. What is not known can.
    static boolean writes(Shape shape, Property property) {
        return isOpen(shape, property)
                || property.types().contains(said(shape))
                || (shape instanceof Shape.Whole && property.types().contains("number"));
    }

    /// Whether everything that the schema allows can be read as that shape. What is not known can.
    static boolean reads(Shape.Field field, Property property) {
        return isOpen(field.shape(), property)
                || property.types().stream()
                        .allMatch(it ->
                                it.equals(NULL)
                                        ? !field.required()
                                        : readable(field.shape()).contains(it));
    }

    private static boolean isOpen(Shape shape, Property property) {
        return property.types().isEmpty() || shape instanceof Shape.Unknown;
    }

    private static Set<String> readable(Shape shape) {
        return switch (shape) {
            case Shape.Text() -> Set.of("string");
            case Shape.Whole() -> Set.of("integer");
            case Shape.Fraction() -> Set.of("number", "integer");
            case Shape.Truth() -> Set.of("boolean");
            case Shape.Many _ -> Set.of("array");
            case Shape.Fields _ -> Set.of("object");
            case Shape.Unknown() -> Set.of();
        };
    }

    /// Of a record, or of the records in a list.
    static Optional<List<Shape.Field>> below(Shape shape) {
        return switch (shape) {
            case Shape.Fields(_, var fields) -> Optional.of(fields);
            case Shape.Many(var element) -> below(element);
            default -> Optional.empty();
        };
    }

    static String path(String place, Shape shape) {
        return shape instanceof Shape.Many(var element) ? path(place + "[]", element) : place + ".";
    }

    static String said(Shape shape) {
        return switch (shape) {
            case Shape.Text() -> "string";
            case Shape.Whole() -> "integer";
            case Shape.Fraction() -> "number";
            case Shape.Truth() -> "boolean";
            case Shape.Many _ -> "array";
            case Shape.Fields _ -> "object";
            case Shape.Unknown() -> "anything";
        };
    }

    static String said(Property property) {
        var types = new TreeSet<>(property.types());
        return types.isEmpty() ? "anything" : String.join(" or ", types);
    }
}
