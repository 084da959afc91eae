package dev.tideway.knlocal.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.testing.Events;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class EventTypesTest {
    private static final ObjectRef BROKER = new ObjectRef("Broker", new Key("shop", "main"));

    private final EventTypes types = new EventTypes(InstantSource.fixed(Instant.EPOCH));

    private void accepted(String type, String source) {
        var event = Events.typed("1", type).with("source", source);
        types.record(new Step.Accepted(BROKER, event, 0, 0));
    }

    @Test
    void a_type_is_registered_once_for_each_source_under_the_name_that_knative_gives_it() {
        // When
        accepted("a", "/x");
        accepted("a", "/x");
        accepted("a", "/y");
        // Then: md5 of "a/xshopmain"
        assertThat(types.all())
                .map(EventTypes.Seen::name)
                .containsExactlyInAnyOrder(
                        "et-main-8ba02fd2ec113c6a8f201d1d22c4d6b2",
                        "et-main-5d36582c722d210be85c394b1b5b0fbe");
    }

    @Test
    void there_is_an_end_to_what_is_remembered() {
        for (int i = 0; i < EventTypes.LIMIT + 10; i++) {
            accepted("a", "/" + i);
        }
        assertThat(types.all()).hasSize(EventTypes.LIMIT);
    }
}
