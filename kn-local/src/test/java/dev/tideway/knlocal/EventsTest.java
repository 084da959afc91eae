package dev.tideway.knlocal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.event.Decoded;
import dev.tideway.knlocal.event.JsonEvents;
import dev.tideway.knlocal.schema.Schemas;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The published language and what is made of it keep their schemas.
class EventsTest {
    private static Schemas schemas() throws Exception {
        return Schemas.read(List.of(Repository.path("events")));
    }

    @Test
    void every_type_has_an_example_that_keeps_its_schema() throws Exception {
        var schemas = schemas();
        assertThat(schemas.types()).hasSizeGreaterThan(20);
        for (var type : schemas.types()) {
            var file = Repository.path("events/" + type + ".example.json");
            assertThat(JsonEvents.decode(Files.readAllBytes(file)))
                    .isInstanceOfSatisfying(
                            Decoded.Valid.class,
                            it ->
                                    assertThat(
                                                    schemas.violations(
                                                            it.event().type(),
                                                            it.event().attribute("datacontenttype"),
                                                            it.event().data()))
                                            .as(type)
                                            .isEmpty());
        }
    }

    @Test
    void of_the_samples_the_bad_one_alone_does_not() throws Exception {
        var schemas = schemas();
        for (var file :
                Repository.files(
                        Repository.path("samples"), name -> name.matches("samples/[^/]*\\.json"))) {
            var name = String.valueOf(file.getFileName());
            var type =
                    switch (name) {
                        case "forecast.json" -> "dev.tideway.forecast.request.v1";
                        case "cancel-order.json" -> "dev.tideway.order.cancel.v1";
                        default -> "dev.tideway.order.place.v1";
                    };
            assertThat(schemas.violations(type, null, Files.readAllBytes(file)))
                    .as(name)
                    .hasSize(name.equals("bad-data.json") ? 1 : 0);
        }
    }
}
