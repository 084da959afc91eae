package dev.tideway.knlocal.manifest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Where the requests of a Service go.
///
/// @param revisionName what the template is to be called (`spec.template.metadata.name`)
/// @param traffic `spec.traffic`; never empty
/// @param rollout how long the requests for the latest revision take to move to a new one (`rollout-duration`); empty
///     means that all move at once
public record Routing(
        Optional<String> revisionName, List<Target> traffic, Optional<Duration> rollout) {
    public static final Routing LATEST =
            new Routing(
                    Optional.empty(),
                    List.of(
                            new Target(
                                    Optional.empty(),
                                    100,
                                    Optional.empty(),
                                    new Place(Path.of(""), 0))),
                    Optional.empty());

    public Routing {
        traffic = List.copyOf(traffic);
    }

    /// The same traffic, moving to a new revision in that time.
    public Routing with(Optional<Duration> otherRollout) {
        return new Routing(revisionName, traffic, otherRollout);
    }

    /// One target.
    ///
    /// @param revision empty means the latest ready one, whichever that is
    /// @param tag has a host of its own, `<tag>-<service>`
    public record Target(
            Optional<String> revision, int percent, Optional<String> tag, Place place) {}

    /// The name under which a tag is addressed.
    public static Key tagged(String tag, Key service) {
        return new Key(service.namespace(), tag + "-" + service.name());
    }
}
