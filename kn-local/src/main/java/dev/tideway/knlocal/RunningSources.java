package dev.tideway.knlocal;

import dev.tideway.knlocal.dispatch.Http;
import dev.tideway.knlocal.dispatch.Sender;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.manifest.ContainerSource;
import dev.tideway.knlocal.manifest.Delivery;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.PingSource;
import dev.tideway.knlocal.manifest.Source;
import dev.tideway.knlocal.manifest.TimerSource;
import dev.tideway.knlocal.source.ContainerProcess;
import dev.tideway.knlocal.source.Countdown;
import dev.tideway.knlocal.source.Ticker;
import dev.tideway.knlocal.source.Ticks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The sources that send on their own: by the clock, or as a program.
final class RunningSources implements AutoCloseable {
    /// `pkg/adapter/mtping`: five retries, and up to half a second between the tick and the event.
    private static final Delivery ADAPTERS =
            new Delivery(
                    Optional.empty(),
                    Optional.of(5),
                    Optional.of(Delivery.BackoffPolicy.EXPONENTIAL),
                    Optional.of(Duration.ofMillis(50)),
                    Optional.empty(),
                    Optional.empty());

    private static final Duration SPREAD = Duration.ofMillis(500);

    private final Egresses egresses;
    private final Http http;
    private final Journey journey;
    private final Programs programs;
    private final Bindings bindings;
    private final List<Ticker> tickers = new ArrayList<>();
    private final List<ContainerProcess> processes = new ArrayList<>();

    RunningSources(
            Egresses egresses, Http http, Journey journey, Programs programs, Bindings bindings) {
        this.egresses = egresses;
        this.http = http;
        this.journey = journey;
        this.programs = programs;
        this.bindings = bindings;
    }

    void open(PingSource source) {
        tick(source, source.schedule()::next, source::event, SPREAD);
    }

    void open(TimerSource source) {
        var ticks = new Countdown(source.period(), source.repeatCount());
        tick(source, ticks, source::event, Duration.ZERO);
    }

    void open(ContainerSource source) {
        var ref = source.ref();
        var process =
                new ContainerProcess(
                        ref,
                        () ->
                                programs.start(
                                        ref,
                                        source.program(),
                                        bindings.of(source),
                                        programs.log(ref)),
                        ContainerProcess.Timing.USUAL);
        processes.add(process.start());
    }

    private void tick(Source source, Ticks ticks, Function<Instant, Event> event, Duration spread) {
        var sink = egresses.route(source.sink());
        var sender = new Sender(source.ref(), sink, ADAPTERS, http, journey);
        var ticker = new Ticker(ticks, event, sender, spread, InstantSource.system());
        tickers.add(ticker.start());
    }

    /// Why each program that does not run does not.
    Map<ObjectRef, String> troubles() {
        var troubles = new LinkedHashMap<ObjectRef, String>();
        for (var process : processes) {
            if (!process.trouble().isEmpty()) {
                troubles.put(process.source(), process.trouble());
            }
        }
        return troubles;
    }

    @Override
    public void close() {
        tickers.forEach(Ticker::close);
        processes.forEach(ContainerProcess::close);
    }
}
