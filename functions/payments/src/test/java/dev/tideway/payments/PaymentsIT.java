package dev.tideway.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.kit.testing.Answer;
import dev.tideway.kit.testing.AtOnce;
import dev.tideway.kit.testing.EventSchemas;
import dev.tideway.kit.testing.Mode;
import dev.tideway.kit.testing.TestDatabase;
import dev.tideway.kit.testing.TestEvent;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithTestResource(
        value = TestDatabase.class,
        initArgs = @ResourceArg(name = "schema", value = "payments"))
class PaymentsIT {
    private static final String REQUESTED = "dev.tideway.payment.requested.v1";
    private static final String AUTHORIZED = "dev.tideway.payment.authorized.v1";
    private static final String DECLINED = "dev.tideway.payment.declined.v1";

    private final String orderId = UUID.randomUUID().toString();

    private TestEvent requested(String token, long amount) {
        return TestEvent.of(
                        REQUESTED,
                        Map.of(
                                "orderId", orderId,
                                "amount", amount,
                                "currency", "EUR",
                                "token", token))
                .about(orderId);
    }

    private static String authorization(Answer answer) {
        return answer.data().path("authorizationId").asText();
    }

    @ParameterizedTest
    @EnumSource
    void a_payment_is_authorised(Mode mode) {
        var answer = requested("tok_visa", 2190).id(orderId).post(mode).expect(AUTHORIZED);
        assertThat(answer.data().path("orderId").asText()).isEqualTo(orderId);
        assertThat(answer.data().path("amount").asLong()).isEqualTo(2190);
        assertThat(answer.data().path("currency").asText()).isEqualTo("EUR");
        assertThat(answer.attributes())
                .containsEntry("source", "/payments")
                .containsEntry("subject", orderId)
                .containsEntry("partitionkey", orderId)
                .containsEntry("causationid", orderId);
    }

    @ParameterizedTest
    @CsvSource({"tok_declined,card declined", "tok_insufficient,insufficient funds"})
    void a_payment_is_declined_with_the_reason(String token, String reason) {
        var answer = requested(token, 1).post(Mode.BINARY).expect(DECLINED);
        assertThat(answer.data().path("reason").asText()).isEqualTo(reason);
    }

    @Test
    void the_example_of_a_request_is_understood() {
        var answer = TestEvent.of(REQUESTED, EventSchemas.example(REQUESTED)).post(Mode.BINARY);
        answer.expect(AUTHORIZED);
    }

    @ParameterizedTest
    @EnumSource
    void a_redelivered_request_gets_the_same_answer(Mode mode) {
        // Given
        var event = requested("tok_visa", 10);
        // When
        var first = event.post(mode).expect(AUTHORIZED);
        var second = event.post(mode).expect(AUTHORIZED);
        // Then
        assertThat(second.attributes()).isEqualTo(first.attributes());
        assertThat(second.data()).isEqualTo(first.data());
    }

    @Test
    void a_second_request_for_an_order_gets_the_decision_that_stands() {
        // When
        var first = requested("tok_visa", 10).post(Mode.BINARY).expect(AUTHORIZED);
        var second = requested("tok_declined", 10).post(Mode.BINARY).expect(AUTHORIZED);
        // Then
        assertThat(authorization(second)).isEqualTo(authorization(first));
        assertThat(second.id()).isNotEqualTo(first.id());
    }

    @Test
    void an_order_once_declined_stays_declined() {
        requested("tok_expired", 10).post(Mode.BINARY).expect(DECLINED);
        var again = requested("tok_visa", 10).post(Mode.BINARY).expect(DECLINED);
        assertThat(again.data().path("reason").asText()).isEqualTo("card expired");
    }

    @Test
    void another_amount_for_an_order_decided_on_is_refused_with_422() {
        requested("tok_visa", 10).post(Mode.BINARY).expect(AUTHORIZED);
        var answer = requested("tok_visa", 11).post(Mode.BINARY);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.line())
                .isEqualTo("order " + orderId + " was decided for 10 EUR, not 11 EUR");
    }

    @Test
    void of_many_requests_for_an_order_at_once_one_is_decided_and_all_hear_it() throws Exception {
        // Given
        Callable<Answer> request = () -> requested("tok_visa", 10).post(Mode.BINARY);
        // When
        var answers = AtOnce.all(Collections.nCopies(12, request));
        // Then
        assertThat(answers).allMatch(answer -> answer.type().equals(AUTHORIZED));
        assertThat(answers.stream().map(PaymentsIT::authorization).distinct()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void a_negative_amount_is_refused_with_400(Mode mode) {
        var answer = requested("tok_visa", -1).post(mode);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.line()).isEqualTo("data: amount is -1, not 0 or more");
    }

    @ParameterizedTest
    @EnumSource
    void an_amount_that_is_no_integer_is_refused_with_400(Mode mode) {
        var data = requested("tok_visa", 1).data().replace(":1,", ":1.5,").replace(":1}", ":1.5}");
        var answer = TestEvent.of(REQUESTED, data).post(mode);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.line()).isEqualTo("data.amount should be an integer");
    }
}
