package dev.tideway.salesfacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:30:00Z");

    @Test
    void without_parameters_it_is_the_last_24_hours_by_sku_the_current_one_included()
            throws Exception {
        assertThat(Question.of(Map.of(), NOW))
                .isEqualTo(
                        new Question(
                                Instant.parse("2026-03-01T10:00:00Z"),
                                Instant.parse("2026-03-02T10:00:00Z"),
                                Question.By.SKU,
                                1000));
    }

    @Test
    void at_the_stroke_of_an_hour_that_hour_is_the_current_one() throws Exception {
        var question = Question.of(Map.of(), Instant.parse("2026-03-02T09:00:00Z"));

        assertThat(question.to()).isEqualTo("2026-03-02T10:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T09:00:00Z,      2026-03-02T10:00:00Z,      2026-03-02T09:00:00Z, 2026-03-02T10:00:00Z",
        "2026-03-02T09:59:59.999Z,  2026-03-02T10:00:00.001Z,  2026-03-02T09:00:00Z, 2026-03-02T11:00:00Z",
        "2026-03-02T09:15:00+05:30, 2026-03-02T09:45:00+05:30, 2026-03-02T03:00:00Z, 2026-03-02T05:00:00Z",
    })
    void a_range_takes_every_hour_that_it_touches(
            String from, String to, Instant first, Instant end) throws Exception {
        var question = Question.of(Map.of("from", from, "to", to, "by", "hour"), NOW);

        assertThat(question).isEqualTo(new Question(first, end, Question.By.HOUR, 1000));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from  | yesterday                      | from is \"yesterday\": send an instant as",
                "to    | 2026-03-02                     | to is \"2026-03-02\": send an instant as",
                "to    | ''                             | to is \"\": send an instant as",
                "to    | +10000-01-01T00:00:00Z         | to is \"+10000-01-01T00:00:00Z\"",
                "from  | 2026-03-02T10:00:00Z           | from is 2026-03-02T10:00:00Z: make it earlier than to",
                "from  | 2025-03-01T09:59:59Z           | from is more than 366 days before to",
                "by    | category                       | by is \"category\": send sku or hour",
                "limit | 0                              | limit is \"0\": send a number from 1 to 10000",
                "limit | 10001                          | limit is \"10001\": send a number from 1 to 10000",
                "limit | 99999999999                    | limit is \"99999999999\": send a number",
                "form  | x                              | form is no parameter here: from, to, by and limit are",
            })
    void a_parameter_that_makes_no_sense_is_named_with_the_mend(
            String name, String value, String line) {
        assertThatThrownBy(() -> Question.of(Map.of(name, value), NOW))
                .isInstanceOf(Question.Refused.class)
                .hasMessageStartingWith(line);
    }

    @Test
    void the_longest_range_and_the_largest_limit_are_taken() throws Exception {
        var question =
                Question.of(
                        Map.of(
                                "from",
                                "2025-03-01T10:00:00Z",
                                "to",
                                "2026-03-02T10:00:00Z",
                                "limit",
                                "10000"),
                        NOW);

        assertThat(question.limit()).isEqualTo(10_000);
    }
}
