package dev.tideway.knlocal.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.knlocal.status.ReplayOrder.Part;
import dev.tideway.knlocal.status.ReplayStatus.Match;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayJsonTest {
    private static final Instant FROM = Instant.parse("2026-03-02T09:30:00Z");

    @Test
    void an_order_is_read_as_it_was_written() {
        for (var part :
                List.of(
                        new Part.Times(FROM, Optional.empty()),
                        new Part.Times(FROM, Optional.of(FROM.plusSeconds(1))),
                        new Part.Offsets(3, 12, Optional.empty()),
                        new Part.Offsets(0, 0, Optional.of(1L)))) {
            var order = new ReplayOrder("default/orders", part, true);
            assertThat(ReplayJson.readOrder(ReplayJson.write(order))).isEqualTo(order);
        }
    }

    @Test
    void a_status_is_read_as_it_was_written() {
        var match = new Match(3, 12, "1", "/s", "t", "o-1");
        var dry = status(true, List.of(match), true);
        assertThat(ReplayJson.read(ReplayJson.write(dry))).isEqualTo(dry);
        var wet = status(false, List.of(), false);
        assertThat(ReplayJson.read(ReplayJson.write(wet))).isEqualTo(wet);
        assertThatThrownBy(() -> ReplayJson.read("{}"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ReplayStatus status(boolean dry, List<Match> matches, boolean more) {
        return new ReplayStatus(
                "r1", "default/a", dry, "FAILED", "why", 9, 8, 7, 6, 5, matches, more);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                             | no JSON object",
                "{                                              | not JSON",
                "{}                                             | trigger is missing",
                "{\"trigger\":\" \"}                            | trigger is missing",
                "{\"trigger\":\"a\"}                            | from is missing",
                "{\"trigger\":\"a\",\"from\":\"soon\"}          | from is no time such as 2026-03-02T09:30:00Z: \"soon\"",
                "{\"trigger\":\"a\",\"from\":12}                | from is no time",
                "{\"trigger\":\"a\",\"from\":\"1960-01-01T00:00:00Z\"} | from is no time",
                "{\"trigger\":\"a\",\"from\":\"2026-03-02T09:30:00Z\",\"to\":\"2026-03-02T09:30:00Z\"} | is not before to",
                "{\"trigger\":\"a\",\"from\":\"2026-03-02T09:30:00Z\",\"partition\":1} | not both",
                "{\"trigger\":\"a\",\"fromOffset\":1}           | partition is missing",
                "{\"trigger\":\"a\",\"partition\":-1}           | partition is no number from 0 on: -1",
                "{\"trigger\":\"a\",\"partition\":9999999999}   | partition is no number",
                "{\"trigger\":\"a\",\"partition\":1.5}          | partition is no number",
                "{\"trigger\":\"a\",\"partition\":0,\"fromOffset\":3,\"toOffset\":3} | fromOffset, 3, is not before toOffset, 3",
                "{\"trigger\":\"a\",\"partition\":0,\"dryRun\":1} | dryRun is neither true nor false: 1",
                "{\"trigger\":\"a\",\"since\":\"x\"}            | \"since\" is no field of a replay, only trigger, from, to, partition, fromOffset, toOffset, dryRun are"
            })
    void what_is_wrong_is_named(String json, String why) {
        assertThatThrownBy(() -> ReplayJson.readOrder(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
