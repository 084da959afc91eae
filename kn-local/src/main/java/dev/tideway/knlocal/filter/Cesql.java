package dev.tideway.knlocal.filter;

import dev.tideway.knlocal.event.Event;
import io.cloudevents.sql.EvaluationRuntime;
import io.cloudevents.sql.Expression;
import io.cloudevents.sql.ParseException;
import io.cloudevents.sql.Parser;
import io.cloudevents.sql.Result;
import java.util.Map;
import java.util.Set;

/// A parsed CloudEvents SQL 1.0 expression; equal when the text is.
public final class Cesql {
    private final String text;
    private final Expression expression;

    private Cesql(String text, Expression expression) {
        this.text = text;
        this.expression = expression;
    }

    /// Parses once, so that only evaluation is left for the events.
    ///
    /// @throws IllegalArgumentException saying in one line why the text is not an expression
    public static Cesql parse(String text) {
        try {
            return new Cesql(text, Parser.parseDefault(text));
        } catch (ParseException e) {
            throw new IllegalArgumentException(firstLine(e).replaceFirst(" expecting .*", ""), e);
        } catch (NullPointerException e) {
            // The SDK trips over some of the errors that it is about to report.
            throw new IllegalArgumentException("it cannot be parsed", e);
        } catch (StackOverflowError e) {
            // The parser descends further than the evaluation, so what it takes can be evaluated.
            throw new IllegalArgumentException("it is nested too deeply", e);
        }
    }

    public String text() {
        return text;
    }

    Map<String, Set<String>> requirements() {
        return Conjuncts.of(text);
    }

    boolean isTrue(Event event) {
        var result = evaluate(event);
        return !result.isFailed() && truth(result.value());
    }

    String whyNot(Event event) {
        var result = evaluate(event);
        return result.causes().stream()
                .findFirst()
                .map(cause -> "%s failed: %s".formatted(text, firstLine(cause)))
                .orElse(text + " is " + result.value());
    }

    private Result evaluate(Event event) {
        return expression.evaluate(EvaluationRuntime.getDefault(), new EventView(event));
    }

    /// The casts of CESQL 1.0, section 3.8; what cannot be cast is an error, and so false.
    private static boolean truth(Object value) {
        return switch (value) {
            case Boolean truth -> truth;
            case String text -> text.equalsIgnoreCase("true");
            case Integer number -> number != 0;
            default -> false;
        };
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cesql that && text.equals(that.text);
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
