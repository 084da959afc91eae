package dev.tideway.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// Says what is wrong with some JSON in the words of JSON: no Java class names, one line.
final class JsonProblem {

    private JsonProblem() {}

    static String reason(JsonProcessingException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("unreadable");
    }

    /// The field and what it should be: `data.lines[0].quantity should be an integer`; or what a record's own
    /// constructor says of it.
    static String field(JsonMappingException e) {
        if (e instanceof ValueInstantiationException && e.getCause() != null) {
            return path(e) + ": " + e.getCause().getMessage();
        }
        var what =
                switch (e) {
                    case InvalidNullException _ -> "is null";
                    case MismatchedInputException _
                            when e.getOriginalMessage().startsWith("Missing required") ->
                            "is missing";
                    case MismatchedInputException mismatch ->
                            "should be " + kind(mismatch.getTargetType());
                    case JsonMappingException other -> "is unreadable: " + reason(other);
                };
        return path(e) + " " + what;
    }

    private static String path(JsonMappingException e) {
        var path = new StringBuilder("data");
        for (var step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append('.').append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static String kind(@Nullable Class<?> type) {
        if (type == null) {
            return "something else";
        }
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "an array";
        }
        return switch (type.getSimpleName()) {
            case "int", "Integer", "long", "Long", "short", "Short", "BigInteger" -> "an integer";
            case "double", "Double", "float", "Float", "BigDecimal" -> "a number";
            case "boolean", "Boolean" -> "a boolean";
            case "String" -> "a string";
            case "Instant", "OffsetDateTime" -> "an RFC 3339 timestamp";
            default -> "an object";
        };
    }
}
