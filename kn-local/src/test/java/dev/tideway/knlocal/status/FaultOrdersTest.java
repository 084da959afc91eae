package dev.tideway.knlocal.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.knlocal.fault.Fault;
import dev.tideway.knlocal.fault.Fault.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultOrdersTest {
    @Test
    void what_is_asked_for_is_read_again() {
        for (var kind :
                List.of(
                        new Kind.Fail(404),
                        new Kind.Delay(Duration.ofMillis(7)),
                        new Kind.Crash(),
                        new Kind.Duplicate(),
                        new Kind.DropReply())) {
            var fault = new Fault(kind, 30, OptionalInt.of(3), Optional.of("a.v1"), 12);
            var wanted = new FaultOrders.Wanted("payments", fault);
            assertThat(FaultOrders.wanted(FaultOrders.write(wanted))).isEqualTo(wanted);
        }
        var cleared = new FaultOrders.Cleared(Optional.of("payments"), OptionalInt.of(3));
        assertThat(FaultOrders.cleared(FaultOrders.write(cleared))).isEqualTo(cleared);
    }

    @Test
    void what_is_not_said_is_usual() {
        var fault = FaultOrders.wanted("{\"function\":\"f\",\"kind\":\"fail\"}").fault();
        assertThat(fault.kind()).isEqualTo(new Kind.Fail(503));
        assertThat(fault.percent()).isEqualTo(100);
        assertThat(fault.count()).isEmpty();
        assertThat(fault.type()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                                        | no JSON object",
                "{\"kind\":\"crash\"}                                      | which function?",
                "{\"function\":\"f\"}                                      | kind is \"\", not fail, delay, crash, duplicate or drop-reply",
                "{\"function\":\"f\",\"kind\":\"delay\"}                   | the delay is 0 ms, not 1 ms to 1 h",
                "{\"function\":\"f\",\"kind\":\"crash\",\"percent\":\"9\"} | percent is \"9\", not a whole number",
                "{\"function\":\"f\",\"kind\":\"crash\",\"percent\":130}   | 130 % is not 1 % to 100 %",
                "{\"function\":\"f\",\"kind\":\"crash\",\"precent\":1}     | \"precent\" is no field of a fault, only function, kind, status, delayMillis, percent, count, type, seed are",
                "{\"function\":\"f\",\"kind\":\"fail\",\"status\":200}     | the status is 200, not 300 to 599"
            })
    void what_is_wrong_is_named(String json, String why) {
        assertThatThrownBy(() -> FaultOrders.wanted(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(why);
    }
}
