package dev.tideway.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.Arc;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.runtime.ApplicationException;
import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.funqy.runtime.FunctionRecorder;
import io.quarkus.funqy.runtime.RequestContextImpl;
import io.quarkus.funqy.runtime.bindings.knative.events.FunqyRequestImpl;
import io.quarkus.funqy.runtime.bindings.knative.events.FunqyResponseImpl;
import io.quarkus.funqy.runtime.bindings.knative.events.KnativeEventsBindingRecorder;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The only way in: `POST /` with a CloudEvents 1.0 event of a type that a function takes and data that it can read.
///
/// Funqy's own routes answer 500, 404 and 409 to what can never succeed, which Knative retries ten times, and run
/// functions over plain HTTP. So this takes their place and calls Funqy's functions itself. Whatever it refuses gets
/// 400, 405, 413 or 415 and one line, and goes to the dead letters at once with that line as the reason.
@ApplicationScoped
class Guard {
    private static final Logger LOG = Logger.getLogger("dev.tideway.kit");
    private static final String EVENT = "dev.tideway.kit.event";

    private final ObjectMapper mapper;
    private final Inputs inputs;
    private final Requests requests;
    private final Functions functions;
    private final Optional<Tracer> tracer;
    private final Set<String> undeclared = ConcurrentHashMap.newKeySet();

    Guard(ObjectMapper mapper) {
        this.mapper = mapper;
        inputs = new Inputs(mapper);
        requests = new Requests(inputs.trees());
        functions = Functions.of(FunctionRecorder.registry, ConfigProvider.getConfig());
        tracer = Tracing.of(ConfigProvider.getConfig());
    }

    @PreDestroy
    void close() {
        tracer.ifPresent(Tracer::close);
    }

    void takeOver(@Observes Router router) {
        var funqys = new HashSet<>(Set.of("/"));
        functions.names().forEach(name -> funqys.add("/" + name));
        router.getRoutes().stream()
                .filter(route -> route.isExactPath() && funqys.contains(route.getPath()))
                .forEach(Route::remove);
        router.post("/").handler(this::receive);
        router.route("/")
                .handler(context -> {
                    context.response().putHeader("allow", "POST");
                    refuse(
                            context,
                            405,
                            "events come in as POST /, not " + context.request().method());
                });
        router.route("/").failureHandler(this::fail);
    }

    /// Goes the way of an event with one that no function is given; see [Rehearsal].
    Written rehearse(Buffer event) throws JsonProcessingException {
        var headers = MultiMap.caseInsensitiveMultiMap().add("content-type", MediaType.STRUCTURED);
        var envelope = requests.read(headers, event);
        for (var type : functions.dataTypes()) {
            try {
                var _ = inputs.read(envelope, type);
            } catch (Refused expected) {
                LOG.tracef("%s is not data of %s", event, type);
            }
        }
        var reply = Reply.to(new Received(envelope, null)).of(envelope.type(), Map.of());
        return Written.as(envelope.mode(), reply, mapper);
    }

    private void receive(RoutingContext context) {
        context.vertx()
                .executeBlocking(() -> answer(context), false)
                .onSuccess(answer -> send(context, answer))
                .onFailure(context::fail);
    }

    private Optional<Written> answer(RoutingContext context) throws Exception {
        var body = context.body().buffer();
        var event =
                requests.read(context.request().headers(), body == null ? Buffer.buffer() : body);
        context.put(EVENT, event);
        return tracer.isEmpty()
                ? handle(event)
                : tracer.get().in(context.request().headers(), event, () -> handle(event));
    }

    private Optional<Written> handle(Envelope event) throws JsonProcessingException {
        var function = functions.taking(event);
        var received = new Received(event, inputs.read(event, function.dataType()));
        var result = call(function, received);
        if (result == null) {
            return Optional.empty();
        }
        var reply = reply(function.invoker(), received, result);
        if (!function.mayAnswer(reply.type()) && undeclared.add(reply.type())) {
            LOG.warnf(
                    "%s answered %s, which its @Emits does not name: kn-local check knows nothing of it",
                    function.invoker().getName(), reply.type());
        }
        return Optional.of(Written.as(event.mode(), reply, mapper));
    }

    private static @Nullable Object call(Functions.Function function, Received event) {
        var scope = Arc.container().requestContext();
        scope.activate();
        try {
            var context = new RequestContextImpl();
            context.setContextData(CloudEvent.class, event);
            var input = function.takesEvent() ? event : event.data();
            var response = new FunqyResponseImpl();
            function.invoker().invoke(new FunqyRequestImpl(context, input), response);
            return response.getOutput().await().indefinitely();
        } catch (ApplicationException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            scope.terminate();
        }
    }

    /// What the function returned, as an event: plain data gets the envelope that `@CloudEventMapping` names.
    private static CloudEvent<?> reply(FunctionInvoker invoker, Received cause, Object result) {
        if (!(result instanceof CloudEvent<?> event)) {
            return Reply.to(cause).of(responseType(invoker), result);
        }
        return event;
    }

    private static String responseType(FunctionInvoker invoker) {
        return String.valueOf(
                invoker.getBindingContext().get(KnativeEventsBindingRecorder.RESPONSE_TYPE));
    }

    private static void send(RoutingContext context, Optional<Written> answer) {
        answer.ifPresentOrElse(
                event -> {
                    event.headers().forEach(context.response()::putHeader);
                    context.response().end(event.body());
                },
                () -> context.response().setStatusCode(204).end());
    }

    private void fail(RoutingContext context) {
        switch (context.failure()) {
            case Refused refused -> refuse(context, refused.status(), refused.line());
            case Unprocessable unprocessable ->
                    refuse(context, 422, String.valueOf(unprocessable.getMessage()));
            case null -> refuse(context, context.statusCode(), "the request is too large");
            case Throwable failure -> {
                LOG.errorf(failure, "%s failed", event(context));
                answer(
                        context,
                        500,
                        failure.getClass().getSimpleName() + ": see the function's log");
            }
        }
    }

    private static void refuse(RoutingContext context, int status, String text) {
        var line = text.replaceAll("\\R", " ");
        LOG.warnf("%s refused with %d: %s", event(context), status, line);
        answer(context, status, line);
    }

    private static Object event(RoutingContext context) {
        var event = context.get(EVENT);
        return event == null ? "a request" : event;
    }

    private static void answer(RoutingContext context, int status, String line) {
        context.response()
                .setStatusCode(status)
                .putHeader("content-type", "text/plain; charset=utf-8")
                .end(line + "\n");
    }
}
