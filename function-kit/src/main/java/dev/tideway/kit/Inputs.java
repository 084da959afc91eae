package dev.tideway.kit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.AnnotationIntrospectorPair;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads an event's data into a function's type, strictly: no missing components, no coercion, no guessing.
/// Properties that the type does not have are ignored, so that a publisher may add some.
final class Inputs {
    private static final Set<CoercionInputShape> NUMBER_OR_BOOLEAN =
            EnumSet.of(
                    CoercionInputShape.Integer,
                    CoercionInputShape.Float,
                    CoercionInputShape.Boolean);
    private static final Set<CoercionInputShape> TEXT_OR_BOOLEAN =
            EnumSet.of(
                    CoercionInputShape.String,
                    CoercionInputShape.EmptyString,
                    CoercionInputShape.Boolean);
    private static final Set<CoercionInputShape> TEXT_OR_NUMBER =
            EnumSet.of(
                    CoercionInputShape.String,
                    CoercionInputShape.EmptyString,
                    CoercionInputShape.Integer,
                    CoercionInputShape.Float);

    private final ObjectMapper mapper;

    Inputs(ObjectMapper application) {
        mapper = application.copy();
        mapper.getFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        mapper.enable(
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
        mapper.disable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        forbidCoercion(LogicalType.Textual, NUMBER_OR_BOOLEAN);
        forbidCoercion(LogicalType.Integer, TEXT_OR_BOOLEAN);
        forbidCoercion(LogicalType.Float, TEXT_OR_BOOLEAN);
        forbidCoercion(LogicalType.Boolean, TEXT_OR_NUMBER);
        mapper.setAnnotationIntrospector(
                AnnotationIntrospectorPair.pair(
                        new RecordsAreComplete(),
                        mapper.getDeserializationConfig().getAnnotationIntrospector()));
    }

    private void forbidCoercion(LogicalType to, Set<CoercionInputShape> from) {
        for (var shape : from) {
            mapper.coercionConfigFor(to).setCoercion(shape, CoercionAction.Fail);
        }
    }

    ObjectReader trees() {
        return mapper.reader();
    }

    /// @throws Refused when the data is not of that type
    @Nullable Object read(Envelope event, Type type) {
        if (type == Void.class) {
            return null;
        }
        try {
            return type == byte[].class
                    ? bytes(event)
                    : json(event, mapper.readerFor(mapper.constructType(type)));
        } catch (JsonMappingException e) {
            throw Refused.badRequest(JsonProblem.field(e));
        } catch (JsonProcessingException e) {
            throw Refused.badRequest("data is not valid JSON: " + JsonProblem.reason(e));
        } catch (IOException e) {
            throw Refused.badRequest("data is not readable: " + e.getMessage());
        }
    }

    private byte @Nullable [] bytes(Envelope event) throws JsonProcessingException {
        return switch (event.data()) {
            case Envelope.Data.None() -> null;
            case Envelope.Data.Bytes(var bytes) -> bytes.getBytes();
            case Envelope.Data.Json(var node) when node.isTextual() && !isJson(event) ->
                    node.asText().getBytes(StandardCharsets.UTF_8);
            case Envelope.Data.Json(var node) -> mapper.writeValueAsBytes(node);
        };
    }

    private static Object json(Envelope event, ObjectReader reader) throws IOException {
        if (event.data() instanceof Envelope.Data.None) {
            throw Refused.badRequest("data is missing");
        }
        if (!isJson(event)) {
            var contentType = event.contentType();
            throw Refused.unsupported(
                    contentType == null
                            ? "content type is missing: send " + MediaType.JSON
                            : "content type "
                                    + contentType
                                    + " is not supported: send "
                                    + MediaType.JSON);
        }
        @Nullable Object value =
                switch (event.data()) {
                    case Envelope.Data.None() -> null;
                    case Envelope.Data.Bytes(var bytes) -> reader.readValue(bytes.getBytes());
                    case Envelope.Data.Json(var node) -> reader.readValue(node);
                };
        if (value == null) {
            throw Refused.badRequest("data is null");
        }
        return value;
    }

    private static boolean isJson(Envelope event) {
        var contentType = event.contentType();
        return contentType != null && MediaType.isJson(contentType);
    }
}
