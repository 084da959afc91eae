package dev.tideway.forecastsimulate;

import dev.tideway.kit.Emits;
import dev.tideway.kit.EventData;
import dev.tideway.kit.Reply;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;

/// The function: pure computing, no state. The same slice always gives the same answer, whoever asks, wherever it runs.
public class ForecastSimulate {

    /// What came out.
    ///
    /// @param demand the histogram: so many of the replications had each demand
    @EventData("dev.tideway.forecast.slice.computed.v1")
    public record SliceComputed(
            String forecastId, int slice, String sku, int runs, Histogram.Compact demand) {}

    @Funq
    @CloudEventMapping(trigger = "dev.tideway.forecast.slice.requested.v1")
    @Emits(SliceComputed.class)
    public CloudEvent<Object> simulate(CloudEvent<Slice> event) {
        var slice = event.data();
        var histogram = Simulation.of(slice).run(slice.firstRun(), slice.runs());
        return Reply.to(event)
                .of(
                        new SliceComputed(
                                slice.forecastId(),
                                slice.slice(),
                                slice.sku(),
                                slice.runs(),
                                histogram.compact()));
    }
}
