package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.log.EventLog;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One request and its answer, behind a blocking face. Of the answer no more is read than twice what the log takes for
/// an event: whoever answers more has its answer refused there, and costs no more memory than that.
final class Exchange {
    static final int MAX_ANSWER = 2 * EventLog.MAX_EVENT_BYTES;

    private final HttpClient client;
    private final Pauses pauses;
    private final CompletableFuture<Attempt.Answered> answer = new CompletableFuture<>();
    private volatile @Nullable HttpClientRequest sent;
    private Runnable whenSent = () -> {};

    Exchange(HttpClient client, Pauses pauses) {
        this.client = client;
        this.pauses = pauses;
    }

    Pauses pauses() {
        return pauses;
    }

    /// @param told once the request is on its way, on the loop that will read the answer
    Exchange telling(Runnable told) {
        whenSent = told;
        return this;
    }

    /// @param patience after it the request is reset, also when its answer is still trickling in
    /// @throws ExecutionException when there is no answer, with the reason as its cause
    Attempt.Answered of(RequestOptions request, byte @Nullable [] body, Duration patience)
            throws InterruptedException, ExecutionException, TimeoutException {
        client.request(request)
                .onComplete(connected -> send(connected, body), answer::completeExceptionally);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | TimeoutException e) {
            answer.cancel(false);
            var pending = sent;
            if (pending != null) {
                pending.reset();
            }
            throw e;
        }
    }

    /// Whoever waits for the answer is told of it before it can arrive: this runs on the loop that will read it.
    private void send(HttpClientRequest connected, byte @Nullable [] body) {
        sent = connected;
        if (answer.isDone()) {
            connected.reset(); // too late
            return;
        }
        var response = body == null ? connected.send() : connected.send(Buffer.buffer(body));
        response.onComplete(this::read, answer::completeExceptionally);
        whenSent.run();
    }

    private void read(HttpClientResponse response) {
        if (!pauses.equals(Pauses.NONE)) {
            response.request().idleTimeout(pauses.onceBegun().toMillis());
        }
        var body = Buffer.buffer();
        response.exceptionHandler(answer::completeExceptionally);
        response.endHandler(_ -> answer.complete(answered(response, body)));
        response.handler(part -> {
            int room = MAX_ANSWER - body.length();
            body.appendBuffer(part, 0, Math.min(part.length(), room));
            if (part.length() > room && answer.complete(answered(response, body))) {
                response.request().reset();
            }
        });
    }

    private static Attempt.Answered answered(HttpClientResponse response, Buffer body) {
        return new Attempt.Answered(response.statusCode(), response.headers(), body);
    }
}
