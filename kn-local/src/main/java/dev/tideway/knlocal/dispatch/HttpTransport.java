package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.activator.Lease;
import dev.tideway.knlocal.activator.RefusedException;
import dev.tideway.knlocal.event.Chain;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.HttpEvents;
import dev.tideway.knlocal.event.JsonEvents;
import dev.tideway.knlocal.event.Sampling;
import dev.tideway.knlocal.fault.Faults;
import dev.tideway.knlocal.manifest.Delivery.Format;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Events over HTTP as Knative's dispatchers send them, with `Prefer: reply`. A function of this runner is
/// asked for through the activator, so that it is woken and never gets more than it takes.
final class HttpTransport implements Transport {
    /// The client keeps its own time; this much later we stop to believe in it.
    static final Duration GRACE = Duration.ofSeconds(5);

    private final HttpClient client;
    private final Waiting waiting;
    private final Faults faults;
    private final String namespace;
    private final Format format;
    private final Sampling sampling;

    /// By route, of which a trigger has two or three: a URL is not parsed again for each event.
    private final Map<Route, RequestOptions> addresses = new ConcurrentHashMap<>();

    /// @param sender its namespace is sent as `Kn-Namespace`
    HttpTransport(
            HttpClient client,
            Waiting waiting,
            Faults faults,
            ObjectRef sender,
            Format format,
            Sampling sampling) {
        this.client = client;
        this.waiting = waiting;
        this.faults = faults;
        this.namespace = sender.key().namespace();
        this.format = format;
        this.sampling = sampling;
    }

    @Override
    public Attempt send(Route route, Event event, Duration timeout) throws InterruptedException {
        var deadline = Deadline.in(timeout);
        try {
            return route.function().isPresent()
                    ? toFunction(route, route.function().get(), event, deadline)
                    : post(
                            toAddress(route, event),
                            event,
                            deadline,
                            new Exchange(client, Pauses.NONE));
        } catch (TimeoutException _) {
            return new Attempt.Unreachable("no answer within " + timeout.toSeconds() + " s");
        } catch (ExecutionException e) {
            return new Attempt.Unreachable("no answer: " + Reason.of(e));
        }
    }

    /// What goes wrong between the activator and an instance reaches the broker as a status, as on a cluster. But an
    /// instance that nobody listens at has not had the event: the next one gets it, without that counting as an attempt.
    private Attempt toFunction(Route route, Key function, Event event, Deadline deadline)
            throws InterruptedException, TimeoutException {
        var begin = System.nanoTime();
        var struck = new Struck(faults.strike(function, event.type()));
        if (struck.answer().isPresent()) {
            return struck.answer().get();
        }
        struck.untold().ifPresent(why -> waiting.tellDisturbed(event, why));
        while (true) {
            try (var lease = waiting.lease(function, event, deadline)) {
                var limits = new Limits(deadline, lease.timeouts(), begin);
                var attempt = toInstance(route, lease, event, limits, struck);
                if (attempt.isPresent()) {
                    return attempt.get();
                }
            } catch (RefusedException e) {
                return status(e.refusal().status(), e.refusal().reason());
            }
        }
    }

    /// Empty when nobody listens there.
    private Optional<Attempt> toInstance(
            Route route, Lease lease, Event event, Limits limits, Struck struck)
            throws InterruptedException, TimeoutException {
        var target =
                new RequestOptions()
                        .setHost(lease.host())
                        .setPort(lease.port())
                        .setURI(path(route.uri()))
                        .putHeader("Host", route.uri().getAuthority());
        try {
            struck.hold(limits.nearest());
            var exchange = new Exchange(client, limits.pauses()).telling(struck.whenSent(lease));
            return Optional.of(struck.seen(post(target, event, limits.nearest(), exchange), lease));
        } catch (TimeoutException e) {
            return limits.late(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ConnectException) {
                lease.foundDead();
                return Optional.empty();
            }
            if (e.getCause() instanceof TimeoutException late) {
                return limits.late(late);
            }
            return Optional.of(
                    struck.seen(status(502, "the function broke off: " + Reason.of(e)), lease));
        }
    }

    @Override
    public Event traced(Event event) {
        return event.trace().isNone() ? event.within(sampling.begin()) : event;
    }

    @Override
    public boolean duplicates(Route route, Event event) {
        var twice = route.function().filter(it -> faults.duplicates(it, event.type())).isPresent();
        if (twice) {
            waiting.tellTwice(event, Struck.TWICE);
        }
        return twice;
    }

    private Attempt post(RequestOptions target, Event event, Deadline deadline, Exchange exchange)
            throws InterruptedException, ExecutionException, TimeoutException {
        target.setMethod(HttpMethod.POST)
                .setTimeout(exchange.pauses().first(deadline.left()).toMillis())
                .putHeader("Prefer", "reply")
                .putHeader("Kn-Namespace", namespace);
        event.trace().write(target::putHeader);
        return exchange.of(target, body(event, target), deadline.left().plus(GRACE));
    }

    private byte @Nullable [] body(Event event, RequestOptions target) {
        return switch (format) {
            case BINARY -> {
                HttpEvents.encode(event, target::putHeader);
                yield event.data();
            }
            case JSON -> {
                target.putHeader("Content-Type", JsonEvents.CONTENT_TYPE);
                yield JsonEvents.encode(event);
            }
        };
    }

    static Attempt status(int status, String why) {
        return new Attempt.Answered(status, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(why));
    }

    /// What comes to this runner again, as through a channel, goes on with its chain.
    private RequestOptions toAddress(Route route, Event event) {
        var target = new RequestOptions(addresses.computeIfAbsent(route, HttpTransport::absolute));
        var counts = event.chain().hops() > 0 && !route.address().equals(route.uri());
        return counts ? target.putHeader(Chain.HEADER, event.chain().sealed()) : target;
    }

    /// The data port tells by the host what is meant.
    private static RequestOptions absolute(Route route) {
        var target = new RequestOptions().setAbsoluteURI(route.address().toString());
        return route.address().equals(route.uri())
                ? target
                : target.putHeader("Host", route.uri().getAuthority());
    }

    private static String path(URI uri) {
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }
}
