package dev.tideway.knlocal.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearTest {
    @ParameterizedTest
    @CsvSource({
        "subscirber, did you mean subscriber?",
        "Broker, did you mean broker?",
        "filter, did you mean filter?",
        "filers, did you mean filters?",
        "attribute, ''",
        "x, ''"
    })
    void a_name_is_near_when_few_letters_differ(String given, String meant) {
        assertThat(
                        Near.meant(
                                given,
                                List.of("broker", "filter", "filters", "subscriber", "delivery")))
                .isEqualTo(meant);
    }
}
