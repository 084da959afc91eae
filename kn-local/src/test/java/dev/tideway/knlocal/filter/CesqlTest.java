package dev.tideway.knlocal.filter;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A CloudEvents SQL expression")
class CesqlTest {
    @ParameterizedTest
    @ValueSource(strings = {"{{ env:HOME", "{", "TRUE = "})
    void that_is_none_is_refused_with_a_reason(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cesql.parse(text))
                .withMessageMatching(".*[Pp]arse.*");
    }

    @Test
    void that_is_deeper_than_the_stack_is_refused_with_a_reason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cesql.parse("NOT ".repeat(50_000) + "TRUE"))
                .withMessage("it is nested too deeply");
    }
}
