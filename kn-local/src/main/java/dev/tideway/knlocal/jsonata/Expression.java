package dev.tideway.knlocal.jsonata;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/// A JSONata expression that is sound. Evaluation is bounded in time and depth, so that an expression that never ends
/// fails instead.
public final class Expression {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LONGEST_MILLIS = 5_000;
    private static final int DEEPEST = 500;

    private final String text;

    private Expression(String text) {
        this.text = text;
    }

    /// What is wrong with an expression or with its input, in one line.
    public static final class FailedException extends Exception {
        public FailedException(String message) {
            super(message);
        }

        FailedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    public static Expression of(String text) throws FailedException {
        parse(text);
        return new Expression(text);
    }

    /// The result; missing when the expression comes to nothing.
    public JsonNode of(JsonNode input) throws FailedException {
        // Parsed anew each time: what is parsed keeps state while it is evaluated.
        var parsed = parse(text);
        var frame = parsed.createFrame();
        frame.setRuntimeBounds(LONGEST_MILLIS, DEEPEST);
        try {
            var result = parsed.evaluate(JSON.treeToValue(input, Object.class), frame);
            return result == null ? JSON.missingNode() : JSON.valueToTree(result);
        } catch (JException | JsonProcessingException | IllegalArgumentException e) {
            throw new FailedException(oneLine(e), e);
        } catch (RuntimeException | StackOverflowError e) {
            throw new FailedException("cannot be evaluated: " + e, e);
        }
    }

    private static Jsonata parse(String text) throws FailedException {
        try {
            return Jsonata.jsonata(text);
        } catch (JException e) {
            throw new FailedException(oneLine(e), e);
        } catch (RuntimeException | StackOverflowError e) {
            throw new FailedException("is not JSONata: " + e, e);
        }
    }

    private static String oneLine(Throwable e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Expression expression && expression.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
