package dev.tideway.knlocal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
    @ParameterizedTest
    @CsvSource({"PT0.2S, 200", "PT1M, 60000", "P1DT1H, 90000000", "PT0S, 0"})
    void an_iso_duration_is_read(String text, long millis) {
        assertThat(Units.iso(text)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "200ms", "-PT1S", "PT-1S", "pt1s", "P1Y", "PT99999999999999999999S"})
    void what_is_no_iso_duration_is_not(String text) {
        assertThat(Units.iso(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"60s, 60000", "1m30s, 90000", "1.5h, 5400000", "100ms, 100", "0, 0", "-2s, -2000"})
    void a_duration_of_go_is_read(String text, long millis) {
        assertThat(Units.go(text)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "60", "1d", "s", "1 s", "PT1S"})
    void what_is_no_duration_of_go_is_not(String text) {
        assertThat(Units.go(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "256Mi, 268435456",
        "1Gi, 1073741824",
        "0.5Gi, 536870912",
        "128M, 128000000",
        "1k, 1000",
        "123, 123",
        "1e3, 1000",
        "100m, 1",
        "1500m, 2"
    })
    void a_quantity_is_read(String text, long bytes) {
        assertThat(Units.bytes(text)).contains(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lots", "1Zi", "-1Mi", "1 Mi", "999999Pi", "1e99", "1K"})
    void what_is_no_quantity_is_not(String text) {
        assertThat(Units.bytes(text)).isEmpty();
    }

    @Property
    void any_text_is_read_or_not_without_an_exception(@ForAll String text) {
        Units.iso(text);
        Units.go(text);
        Units.bytes(text);
    }

    @Property
    void whole_mebibytes_are_exact(@ForAll short count) {
        var mebibytes = Math.abs((int) count);
        assertThat(Units.bytes(mebibytes + "Mi")).contains((long) mebibytes << 20);
    }
}
