package dev.tideway.knlocal.revision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.manifest.Place;
import dev.tideway.knlocal.manifest.Routing;
import dev.tideway.knlocal.manifest.Routing.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Place HERE = new Place(Path.of("service.yaml"), 1);

    private static Target target(String revision, int percent, String tag) {
        return new Target(
                Optional.of(revision).filter(it -> !it.isEmpty()),
                percent,
                Optional.of(tag).filter(it -> !it.isEmpty()),
                HERE);
    }

    private static Traffic traffic(Target... targets) {
        return Traffic.of(
                new Routing(Optional.empty(), List.of(targets), Optional.empty()), "orders-00003");
    }

    @Test
    void without_a_word_everything_goes_to_the_latest() {
        var traffic = Traffic.of(Routing.LATEST, "orders-00003");

        assertThat(traffic.percent()).isEqualTo(Map.of("orders-00003", 100));
        assertThat(traffic.tags()).isEmpty();
    }

    @Test
    void two_targets_of_one_revision_add_up() {
        assertThat(traffic(target("orders-00003", 30, ""), target("", 70, "")).percent())
                .isEqualTo(Map.of("orders-00003", 100));
    }

    @Test
    void a_tag_leads_to_its_revision_without_a_share() {
        // When
        var traffic = traffic(target("", 100, ""), target("orders-00001", 0, "old"));
        // Then
        assertThat(traffic.reachable()).containsExactly("orders-00001", "orders-00003");
        assertThat(traffic.tagsOf("orders-00001")).containsExactly("old");
        assertThat(traffic.tagsOf("orders-00003")).isEmpty();
    }

    @Test
    void a_revision_without_a_share_or_a_tag_is_out_of_reach() {
        assertThat(traffic(target("", 100, ""), target("orders-00001", 0, "")).reachable())
                .containsExactly("orders-00003");
    }

    @Test
    void what_is_for_the_latest_moves_and_what_is_for_another_stays() {
        // Given
        var traffic =
                traffic(target("orders-00001", 20, ""), target("", 50, ""), target("", 30, ""));
        // When
        var begun = traffic.to("orders-00004", Duration.ofSeconds(5), START);
        // Then
        assertThat(begun.percent())
                .isEqualTo(Map.of("orders-00001", 20, "orders-00003", 79, "orders-00004", 1));
        assertThat(toItsEnd(begun).percent())
                .isEqualTo(Map.of("orders-00001", 20, "orders-00004", 80));
    }

    @Test
    void a_target_that_names_the_revision_that_was_the_latest_keeps_its_own_share_of_it() {
        var begun =
                traffic(target("orders-00003", 10, ""), target("", 90, ""))
                        .to("orders-00004", Duration.ofSeconds(5), START);

        assertThat(begun.percent()).isEqualTo(Map.of("orders-00003", 99, "orders-00004", 1));
        assertThat(toItsEnd(begun).percent())
                .isEqualTo(Map.of("orders-00003", 10, "orders-00004", 90));
    }

    @Test
    void the_address_of_a_tag_of_the_latest_moves_as_well_and_that_of_another_tag_does_not() {
        // Given
        var traffic = traffic(target("", 10, "new"), target("orders-00001", 90, "old"));
        // When
        var begun = traffic.to("orders-00004", Duration.ofSeconds(5), START);
        // Then
        assertThat(begun.tags())
                .isEqualTo(
                        Map.of(
                                "new", Map.of("orders-00003", 99, "orders-00004", 1),
                                "old", Map.of("orders-00001", 100)));
        assertThat(begun.percent())
                .isEqualTo(Map.of("orders-00001", 90, "orders-00003", 9, "orders-00004", 1));
        assertThat(begun.tagsOf("orders-00003")).containsExactly("new");
        assertThat(toItsEnd(begun).tags())
                .isEqualTo(
                        Map.of(
                                "new", Map.of("orders-00004", 100),
                                "old", Map.of("orders-00001", 100)));
        assertThat(toItsEnd(begun).reachable()).containsExactly("orders-00001", "orders-00004");
    }

    @Test
    void nothing_moves_when_all_of_it_is_for_another_revision() {
        var pinned = traffic(target("orders-00001", 100, "")).to("orders-00004", LONG, START);

        assertThat(pinned.nextStep()).isEmpty();
        assertThat(pinned.percent()).isEqualTo(Map.of("orders-00001", 100));
    }

    private static Traffic toItsEnd(Traffic begun) {
        var traffic = begun;
        while (traffic.nextStep().isPresent()) {
            traffic = traffic.at(traffic.nextStep().get());
        }
        return traffic;
    }
}
