package dev.tideway.knlocal.check;

import dev.tideway.knlocal.domain.Constant;
import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.domain.DomainFunction;
import dev.tideway.knlocal.manifest.FunctionSpec.EnvValue;
import dev.tideway.knlocal.manifest.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whether a function knows nothing but events, Secrets and `K_SINK`.
final class InfrastructureRules {
    static final List<Rule> ALL =
            List.of(
                    new Rule(
                            "names-infrastructure",
                            Severity.WARNING,
                            "A function that knows where events come from or go to runs on that broker only, and no trigger shows the way they take.",
                            domain -> each(domain, InfrastructureRules::names)),
                    new Rule(
                            "pull-consumer-at-zero",
                            Severity.ERROR,
                            "Knative wakes a function for a request, never for a topic that fills: asleep, one that reads for itself reads nothing.",
                            domain -> each(domain, InfrastructureRules::pulls)));

    /// How compiled code shows that it fetches messages: classes that do, and annotations that have it done.
    private static final Pattern CONSUMER =
            Pattern.compile(
                    "L?(org/apache/kafka/clients/consumer/|org/apache/kafka/streams/|io/vertx/(mutiny/)?kafka/client/consumer/"
                            + "|org/eclipse/microprofile/reactive/messaging/Incoming\\b"
                            + "|io/smallrye/reactive/messaging/annotations/Incomings"
                            + "|com/rabbitmq/client/(Consumer\\b|DefaultConsumer\\b)).*");

    private static final String SINK = "K_SINK";
    private static final String EVENTS =
            "let a Trigger bring the events, and answer or use K_SINK for those that go out";

    private interface Law {
        List<Breach> breaches(Domain domain, DomainFunction function) throws IOException;
    }

    private InfrastructureRules() {}

    private static List<Breach> each(Domain domain, Law law) throws IOException {
        var breaches = new ArrayList<Breach>();
        for (var function : domain.functions().values()) {
            breaches.addAll(law.breaches(domain, function));
        }
        return breaches;
    }

    private static List<Breach> names(Domain domain, DomainFunction function) throws IOException {
        var breaches = new ArrayList<Breach>();
        var addresses = Addresses.of(domain);
        var files = new FunctionFiles(domain, function);
        inCode(domain, function, addresses, breaches);
        inEnvironment(function, addresses, breaches);
        for (var line : files.settings()) {
            addresses
                    .in(line.text())
                    .ifPresent(it -> breaches.add(named(function, line.place(), it)));
        }
        files.client().ifPresent(it -> breaches.add(client(function, it)));
        return breaches;
    }

    private static void inEnvironment(
            DomainFunction function, Addresses addresses, List<Breach> breaches) {
        for (var env : function.spec().envs()) {
            if (env.name().equals(SINK)) {
                breaches.add(
                        new Breach(
                                env.place(),
                                function.name(),
                                function.name() + " is given K_SINK by hand",
                                "write a SinkBinding with it as subject"));
            } else {
                addresses
                        .in(env.name() + "=" + text(env.value()))
                        .ifPresent(it -> breaches.add(named(function, env.place(), it)));
            }
        }
    }

    /// Each address once, however many classes have it.
    private static void inCode(
            Domain domain, DomainFunction function, Addresses addresses, List<Breach> breaches)
            throws IOException {
        var seen = new HashSet<String>();
        for (var constant : Constant.of(function, domain.root())) {
            addresses
                    .in(constant.text())
                    .filter(seen::add)
                    .ifPresent(it -> breaches.add(named(function, constant.place(it), it)));
        }
    }

    private static String text(EnvValue value) {
        return switch (value) {
            case EnvValue.Literal(var text) -> text;
            case EnvValue.FromConfigMap(_, var key) -> key;
            case EnvValue.FromSecret(_, var key) -> key;
            case EnvValue.FromEnvironment(var variable) -> variable;
        };
    }

    private static Breach named(DomainFunction function, Place place, String address) {
        return new Breach(
                place, function.name(), "%s names %s".formatted(function.name(), address), EVENTS);
    }

    private static Breach client(DomainFunction function, FunctionFiles.Line client) {
        return new Breach(
                client.place(),
                function.name(),
                "%s brings a broker's client: %s".formatted(function.name(), client.text()),
                EVENTS);
    }

    private static List<Breach> pulls(Domain domain, DomainFunction function) throws IOException {
        var scaling = function.spec().scaling();
        if (scaling.minScale() > 0 || !scaling.autoscaler().scaleToZero()) {
            return List.of();
        }
        return consumer(domain, function).stream()
                .map(place ->
                        new Breach(
                                place,
                                function.name(),
                                "%s reads from a topic itself and may scale to zero"
                                        .formatted(function.name()),
                                "let a Trigger or a KafkaSource bring the events, or keep one awake (deploy.options.scale.min: 1)"))
                .toList();
    }

    private static Optional<Place> consumer(Domain domain, DomainFunction function)
            throws IOException {
        return Constant.of(function, domain.root()).stream()
                .filter(it -> CONSUMER.matcher(it.text()).matches())
                .findFirst()
                .map(it -> it.place(simpleName(it.text())));
    }

    private static String simpleName(String internal) {
        return internal.replaceFirst(";.*", "").replaceFirst(".*[/$]", "");
    }
}
