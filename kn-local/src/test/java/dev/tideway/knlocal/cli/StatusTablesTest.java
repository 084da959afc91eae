package dev.tideway.knlocal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.status.FunctionStatus;
import dev.tideway.knlocal.status.FunctionStatus.Revision;
import dev.tideway.knlocal.status.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTablesTest {
    @Test
    void each_kind_has_its_table_with_columns_in_line() {
        assertThat(new StatusTables(Statuses.store()).lines(false))
                .containsExactly(
                        "FUNCTION   STATE    READY   IN FLIGHT   QUEUED   P50/P99 MS   LAST EVENT   COLD START   REASON",
                        "orders     ready    1/1     3 of 10     0        2.3/120      1m15s        3× 263 ms",
                        "payments   failed   0/1     3           0        -            -            -            exit code 1: port in use",
                        "",
                        "TRIGGER   BROKER    SUBSCRIBER    DELIVERED   RETRIED   DEAD-LETTERED   LAG   READY",
                        "orders    default   ksvc:orders   10          2         0               0     True",
                        "",
                        "BROKER    CLASS   URL                                     ACCEPTED   REFUSED   READY",
                        "default   Kafka   http://localhost:8080/default/default   12         1         True");
    }

    @Test
    void colours_do_not_shift_the_columns() {
        // Given
        var tables = new StatusTables(Statuses.store());

        // When
        var coloured = tables.lines(true);

        // Then
        assertThat(coloured).anyMatch(line -> line.contains("\u001B[31mfailed\u001B[0m"));
        assertThat(coloured.stream().map(line -> line.replaceAll("\u001B\\[\\d+m", "")))
                .containsExactlyElementsOf(tables.lines(false));
    }

    @Test
    void what_there_is_none_of_is_said() {
        assertThat(
                        new StatusTables(
                                        new Status(
                                                Statuses.NOW,
                                                List.of(),
                                                List.of(),
                                                List.of(),
                                                List.of(),
                                                List.of(),
                                                List.of(),
                                                List.of(),
                                                List.of()))
                                .lines(false))
                .containsExactly("Functions: none", "", "Triggers: none", "", "Brokers: none");
    }

    @Test
    void only_the_default_namespace_goes_without_saying() {
        assertThat(StatusTables.name(new Key("default", "orders")).text()).isEqualTo("orders");
        assertThat(StatusTables.name(new Key("shop", "orders")).text()).isEqualTo("shop/orders");
    }

    @Test
    void ages_are_told_in_their_two_greatest_units() {
        assertThat(StatusTables.age(Duration.ofMillis(-5))).isEqualTo("0s");
        assertThat(StatusTables.age(Duration.ofSeconds(59))).isEqualTo("59s");
        assertThat(StatusTables.age(Duration.ofSeconds(61))).isEqualTo("1m1s");
        assertThat(StatusTables.age(Duration.ofMinutes(125))).isEqualTo("2h5m");
        assertThat(StatusTables.age(Duration.ofHours(49))).isEqualTo("2d1h");
    }

    @Test
    void a_function_between_two_revisions_shows_what_each_gets() {
        var store = Statuses.store();
        var orders = store.functions().getFirst();
        var between =
                new FunctionStatus(
                        orders.key(),
                        orders.url(),
                        orders.state(),
                        orders.reason(),
                        orders.ready(),
                        orders.desired(),
                        orders.inFlight(),
                        orders.queued(),
                        orders.lastEvent(),
                        orders.coldStart(),
                        List.of(
                                new Revision("orders-00002", 26, List.of("new"), 1, 1),
                                new Revision("orders-00001", 74, List.of("new"), 2, 3)),
                        FunctionStatus.Figures.NONE);

        assertThat(RevisionTable.lines(List.of(between, store.functions().getLast()), false))
                .containsExactly(
                        "REVISION       FUNCTION   TRAFFIC   TAGS   READY",
                        "orders-00002   orders     26%       new    1/1",
                        "orders-00001   orders     74%       new    2/3");
        assertThat(RevisionTable.lines(store.functions(), false)).isEmpty();
    }
}
