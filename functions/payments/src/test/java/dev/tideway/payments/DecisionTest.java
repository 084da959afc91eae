package dev.tideway.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.payments.Decision.Authorized;
import dev.tideway.payments.Decision.Declined;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionTest {

    @ParameterizedTest
    @CsvSource({
        "tok_declined, card declined",
        "tok_insufficient, insufficient funds",
        "tok_expired, card expired"
    })
    void the_documented_tokens_are_declined(String token, String reason) {
        assertThat(Decision.on(token)).isEqualTo(new Declined(reason));
    }

    @Test
    void any_other_token_is_authorised() {
        assertThat(Decision.on("tok_visa")).isInstanceOf(Authorized.class);
    }
}
