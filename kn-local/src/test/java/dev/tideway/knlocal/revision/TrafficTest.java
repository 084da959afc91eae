package dev.tideway.knlocal.revision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.manifest.Place;
import dev.tideway.knlocal.manifest.Routing;
import dev.tideway.knlocal.manifest.Routing.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private static final Place HERE = new Place(Path.of("service.yaml"), 1);

    private static Target target(String revision, int percent, String tag) {
        return new Target(
                Optional.of(revision).filter(it -> !it.isEmpty()),
                percent,
                Optional.of(tag).filter(it -> !it.isEmpty()),
                HERE);
    }

    private static Traffic traffic(Target... targets) {
        return Traffic.of(new Routing(Optional.empty(), List.of(targets)), "orders-00003");
    }

    @Test
    void without_a_word_everything_goes_to_the_latest() {
        assertThat(Traffic.of(Routing.LATEST, "orders-00003"))
                .isEqualTo(new Traffic(Map.of("orders-00003", 100), Map.of()));
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
}
