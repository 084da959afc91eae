package dev.tideway.benchmarks;

import dev.tideway.knlocal.event.Decoded;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.HttpEvents;
import dev.tideway.knlocal.event.JsonEvents;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Objects;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// An event of 1 KiB into HTTP and out of it.
@State(Scope.Thread)
public class CodecBenchmark {
    private final Event event = Samples.event();
    private final byte[] data = Objects.requireNonNull(event.data());
    private final byte[] json = JsonEvents.encode(event);
    private final MultiMap headers = encoded(event);

    @Benchmark
    public MultiMap encodeBinary() {
        return encoded(event);
    }

    private static MultiMap encoded(Event event) {
        var encoded = HttpHeaders.headers();
        HttpEvents.encode(event, encoded::set);
        return encoded;
    }

    @Benchmark
    public Decoded decodeBinary() {
        return HttpEvents.decode(headers, data);
    }

    @Benchmark
    public byte[] encodeStructured() {
        return JsonEvents.encode(event);
    }

    @Benchmark
    public Decoded decodeStructured() {
        return JsonEvents.decode(json);
    }
}
