package dev.tideway.cataloguecdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program itself, between a real PostgreSQL and a real sink.
class CatalogueCdcIT {
    private static final int ROWS_AT_FIRST = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir Path folder;
    private World world;
    private Process source;

    @BeforeEach
    void start() throws Exception {
        world = new World(folder);
        source = world.start();
    }

    @AfterEach
    void stop() throws Exception {
        source.destroyForcibly().waitFor();
        world.close();
    }

    private void awaitTaken(int events) {
        await().atMost(PATIENCE).until(() -> world.taken().size() >= events);
    }

    @Test
    void the_rows_that_are_there_come_first_and_then_each_change_in_its_order() throws Exception {
        // Given
        awaitTaken(ROWS_AT_FIRST);
        // When
        for (int price = 1; price <= 50; price++) {
            world.sql("update item set price_cents = %d where sku = 'mug-blue'".formatted(price));
        }
        world.sql(
                "insert into item (sku, title, category, price_cents) values ('new', 'New', 'cups', 1)",
                "delete from item where sku = 'new'");
        // Then
        awaitTaken(ROWS_AT_FIRST + 52);
        var taken = world.taken();
        assertThat(taken.subList(0, ROWS_AT_FIRST))
                .allMatch(it -> it.path("iodebeziumop").asText().equals("r"));
        assertThat(world.prices("mug-blue"))
                .containsExactlyElementsOf(
                        IntStream.concat(IntStream.of(950), IntStream.rangeClosed(1, 50))
                                .boxed()
                                .toList());
        assertThat(taken).extracting(it -> it.path("id").asText()).doesNotHaveDuplicates();
        assertThat(taken)
                .filteredOn(it -> it.path("subject").asText().equals("new"))
                .extracting(it -> it.path("iodebeziumop").asText())
                .containsExactly("c", "d");
    }

    @Test
    void killed_in_mid_stream_it_leaves_nothing_out_and_begins_no_second_snapshot()
            throws Exception {
        // Given
        awaitTaken(ROWS_AT_FIRST);
        long seed = System.nanoTime();
        System.out.println("killed at random from seed " + seed);
        var random = new Random(seed);
        int price = 0;
        // When
        for (int round = 0; round < 3; round++) {
            int told = world.taken().size();
            int until = price + 40;
            while (price < until) {
                price++;
                world.sql(
                        "update item set price_cents = %d where sku in ('mug-blue', 'tea-sencha')"
                                .formatted(price));
                if (source.isAlive() && world.taken().size() > told + random.nextInt(40)) {
                    source.destroyForcibly().waitFor();
                }
            }
            source.destroyForcibly().waitFor();
            source = world.start();
        }
        // Then
        int last = price;
        for (var sku : List.of("mug-blue", "tea-sencha")) {
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(firsts(world.prices(sku)))
                                    .containsExactlyElementsOf(wanted(sku, last)));
        }
        assertThat(world.taken())
                .filteredOn(it -> it.path("iodebeziumop").asText().equals("r"))
                .hasSize(ROWS_AT_FIRST);
    }

    /// Each price when it first came: what comes again after a kill is a redelivery.
    private static List<Integer> firsts(List<Integer> prices) {
        return prices.stream().distinct().toList();
    }

    private static List<Integer> wanted(String sku, int last) {
        var wanted = new ArrayList<Integer>();
        wanted.add(sku.equals("mug-blue") ? 950 : 890);
        IntStream.rangeClosed(1, last).forEach(wanted::add);
        return wanted;
    }

    @Test
    void a_sink_that_is_away_is_waited_for() throws Exception {
        // Given
        awaitTaken(ROWS_AT_FIRST);
        var asked = new AtomicInteger();
        var statuses = List.of(503, 429, 500, 404);
        world.answers(() -> statuses.get(asked.getAndIncrement() % statuses.size()));
        // When
        for (int price = 1; price <= 20; price++) {
            world.sql("update item set price_cents = %d where sku = 'mug-blue'".formatted(price));
        }
        await().atMost(PATIENCE).until(() -> asked.get() >= 2 * statuses.size());
        // Then
        assertThat(world.taken()).hasSize(ROWS_AT_FIRST);
        assertThat(source.isAlive()).isTrue();
        world.answers(() -> 202);
        awaitTaken(ROWS_AT_FIRST + 20);
        assertThat(world.prices("mug-blue")).containsExactlyElementsOf(wanted("mug-blue", 20));
    }

    @Test
    void an_event_that_is_refused_for_good_ends_it_with_a_line_and_is_told_again()
            throws Exception {
        // Given
        awaitTaken(ROWS_AT_FIRST);
        world.answers(() -> 400);
        // When
        world.sql("update item set price_cents = 1 where sku = 'mug-blue'");
        // Then
        assertThat(source.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(source.exitValue()).isEqualTo(1);
        assertThat(Files.readString(world.log()))
                .containsPattern(
                        "stopped: .* refuses the event name:catalogue;.*;key:mug-blue with 400");
        world.answers(() -> 202);
        source = world.start();
        awaitTaken(ROWS_AT_FIRST + 1);
        assertThat(world.prices("mug-blue")).containsExactly(950, 1);
    }

    @Test
    void stopped_it_ends_at_once_and_goes_on_where_it_was() throws Exception {
        // Given
        awaitTaken(ROWS_AT_FIRST);
        // When
        source.destroy();
        assertThat(source.waitFor(30, TimeUnit.SECONDS)).isTrue();
        world.sql("update item set price_cents = 1 where sku = 'mug-blue'");
        source = world.start();
        // Then
        awaitTaken(ROWS_AT_FIRST + 1);
        assertThat(world.prices("mug-blue")).containsExactly(950, 1);
        assertThat(world.taken()).hasSize(ROWS_AT_FIRST + 1);
    }

    @Test
    void stopped_in_the_middle_of_a_batch_it_tells_none_of_it_again() throws Exception {
        // Given
        awaitTaken(ROWS_AT_FIRST);
        var asked = new CountDownLatch(1);
        var stopping = new CountDownLatch(1);
        world.answers(() -> {
            asked.countDown();
            return pass(stopping) ? 202 : 503;
        });
        world.sql("update item set price_cents = 1 where sku in ('mug-blue', 'tea-sencha')");
        assertThat(asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        // When
        source.destroy();
        await().atMost(PATIENCE)
                .until(() -> !source.isAlive() || World.threads(source).contains("\"stop\""));
        stopping.countDown();
        assertThat(source.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        source = world.start();
        world.sql("update item set price_cents = 2 where sku = 'mug-blue'");
        // Then
        await().atMost(PATIENCE).until(() -> world.prices("mug-blue").contains(2));
        assertThat(world.prices("mug-blue")).containsExactly(950, 1, 2);
        assertThat(world.prices("tea-sencha")).containsExactly(890, 1);
    }

    private static boolean pass(CountDownLatch latch) {
        try {
            return latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void while_only_other_tables_change_the_server_need_not_keep_its_log() throws Exception {
        // Given
        awaitTaken(ROWS_AT_FIRST);
        // When
        world.sql(
                "create table other (n int)", "insert into other select generate_series(1, 10000)");
        var now = world.ask("select pg_current_wal_lsn()");
        // Then
        await().atMost(PATIENCE)
                .until(() ->
                        world.ask(
                                        "select confirmed_flush_lsn >= '%s' from pg_replication_slots"
                                                .formatted(now))
                                .equals("t"));
        assertThat(world.taken()).hasSize(ROWS_AT_FIRST);
    }

    @Test
    void a_slot_that_is_gone_is_said_and_what_it_has_missed_is_not_passed_over() throws Exception {
        // Given
        awaitTaken(ROWS_AT_FIRST);
        await().atMost(PATIENCE)
                .until(() -> world.ask("select count(*) from cdc_offset").equals("1"));
        source.destroyForcibly().waitFor();
        await().atMost(PATIENCE)
                .until(() -> world.ask("select active from pg_replication_slots").equals("f"));
        world.sql(
                "update item set price_cents = 1 where sku = 'mug-blue'",
                "select pg_drop_replication_slot('catalogue_cdc')");
        // When
        source = world.start();
        // Then
        assertThat(source.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(source.exitValue()).isEqualTo(2);
        assertThat(Files.readString(world.log())).contains("the replication slot catalogue_cdc");
        world.sql("delete from cdc_offset");
        source = world.start();
        awaitTaken(2 * ROWS_AT_FIRST);
        assertThat(world.prices("mug-blue")).containsExactly(950, 1);
    }

    @Test
    void a_catalogue_without_a_publication_is_said() throws Exception {
        source.destroyForcibly().waitFor();
        world.sql("drop publication catalogue_cdc");
        source = world.start();
        assertThat(source.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(source.exitValue()).isEqualTo(2);
        assertThat(Files.readString(world.log()))
                .contains("has no publication catalogue_cdc, or none of a table");
    }
}
