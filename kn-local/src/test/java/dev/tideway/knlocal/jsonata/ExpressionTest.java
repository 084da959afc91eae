package dev.tideway.knlocal.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ExpressionTest {
    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void an_event_is_reshaped() throws Exception {
        var expression =
                Expression.of(
                        """
                        { "id": id, "type": "user." & $uppercase(type), "data": { "total": $sum(data.lines.price) } }
                        """);
        assertThat(
                        expression.of(
                                json(
                                        """
                                        {"id": "1", "type": "a", "data": {"lines": [{"price": 2}, {"price": 3}]}}
                                        """)))
                .isEqualTo(json("{\"id\":\"1\",\"type\":\"user.A\",\"data\":{\"total\":5}}"));
    }

    @Test
    void what_comes_to_nothing_is_missing() throws Exception {
        assertThat(Expression.of("nowhere").of(json("{}")).isMissingNode()).isTrue();
    }

    @Test
    void what_is_no_jsonata_is_refused_in_one_line() {
        assertThatThrownBy(() -> Expression.of("{ \"a\": "))
                .isInstanceOf(Expression.FailedException.class)
                .message()
                .doesNotContain("\n")
                .isNotBlank();
    }

    @Test
    void an_expression_that_never_ends_fails() throws Exception {
        var endless = Expression.of("($f := function($n) { $f($n + 1) + 1 }; $f(1))");
        assertThatThrownBy(() -> endless.of(json("{}")))
                .isInstanceOf(Expression.FailedException.class);
    }
}
