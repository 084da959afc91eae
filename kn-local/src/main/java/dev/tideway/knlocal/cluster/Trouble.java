package dev.tideway.knlocal.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What keeps a pod from working. Pure, but for a crash's last words, which somebody has to fetch.
sealed interface Trouble {
    Set<String> PULLING = Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName");
    Set<String> CREATING =
            Set.of("CreateContainerConfigError", "CreateContainerError", "RunContainerError");
    Pattern SECRET = Pattern.compile("secrets? \"(?<name>[^\"]+)\" not found");

    record Image(String image, String why) implements Trouble {}

    record MissingSecret(String secret) implements Trouble {}

    record NotCreated(String why) implements Trouble {}

    /// It starts and ends, again and again.
    record Crash(String pod, String container, int exitCode, String reason, int restarts)
            implements Trouble {}

    record NoRoom(String why) implements Trouble {}

    static Optional<Trouble> of(Resource pod) {
        var status = pod.json().path("status");
        for (var list : new String[] {"initContainerStatuses", "containerStatuses"}) {
            for (var container : status.path(list)) {
                var trouble = of(pod, container);
                if (trouble.isPresent()) {
                    return trouble;
                }
            }
        }
        return pod.condition("PodScheduled")
                .filter(condition -> condition.path("reason").asText().equals("Unschedulable"))
                .map(condition -> new NoRoom(condition.path("message").asText()));
    }

    private static Optional<Trouble> of(Resource pod, JsonNode container) {
        var waiting = container.at("/state/waiting");
        var reason = waiting.path("reason").asText();
        var message = waiting.path("message").asText();
        if (PULLING.contains(reason)) {
            return Optional.of(
                    new Image(container.path("image").asText(), reason + ": " + message));
        }
        if (CREATING.contains(reason)) {
            var secret = SECRET.matcher(message);
            return Optional.of(
                    secret.find()
                            ? new MissingSecret(secret.group("name"))
                            : new NotCreated(reason + ": " + message));
        }
        var ended =
                container.at(
                        reason.equals("CrashLoopBackOff")
                                ? "/lastState/terminated"
                                : "/state/terminated");
        return reason.equals("CrashLoopBackOff") || ended.path("exitCode").asInt() != 0
                ? Optional.of(crash(pod, container, ended))
                : Optional.empty();
    }

    private static Crash crash(Resource pod, JsonNode container, JsonNode ended) {
        return new Crash(
                pod.name(),
                container.path("name").asText(),
                ended.path("exitCode").asInt(),
                ended.path("reason").asText(),
                container.path("restartCount").asInt());
    }

    /// In one line with the mend.
    default String explained(String namespace) {
        return switch (this) {
            case Image(var image, var why) ->
                    "its image %s cannot be pulled (%s): push it (`make images REGISTRY=…`), or give the namespace a pull secret if its registry wants one"
                            .formatted(image, why);
            case MissingSecret(var secret) ->
                    "Secret %s is missing: create it with `kubectl -n %s create secret generic %s --from-literal=…`"
                            .formatted(secret, namespace, secret);
            case NotCreated(var why) -> "its container cannot be created: " + why;
            case Crash crash ->
                    "it ends again and again (exit code %d%s, %d restarts): `kubectl -n %s logs %s -c %s --previous` shows all it said"
                            .formatted(
                                    crash.exitCode(),
                                    crash.reason().equals("OOMKilled")
                                            ? ", out of memory: give it a higher limit"
                                            : "",
                                    crash.restarts(),
                                    namespace,
                                    crash.pod(),
                                    crash.container());
            case NoRoom(var why) -> "no node has room for its pod: " + why;
        };
    }

    /// What waiting does not mend, once everything it may wait for is there.
    default boolean lasting() {
        return switch (this) {
            case Image(_, var why) -> !why.startsWith("ErrImagePull");
            case MissingSecret _, NotCreated _ -> true;
            case Crash crash -> crash.restarts() >= 2;
            case NoRoom _ -> false;
        };
    }
}
