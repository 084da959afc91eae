package dev.tideway.knlocal.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// As much of the Kubernetes API as kubectl asks for here: discovery, access reviews, and objects that can be got, listed, applied
/// and deleted. What a controller would make of an object is up to the test.
final class FakeCluster implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// plural and kind; those of the cluster start with a star
    private static final Map<String, Map<String, String>> EVERYTHING =
            Map.of(
                    "v1",
                    Map.of(
                            "*namespaces",
                            "Namespace",
                            "pods",
                            "Pod",
                            "secrets",
                            "Secret",
                            "services",
                            "Service",
                            "persistentvolumeclaims",
                            "PersistentVolumeClaim"),
                    "apps/v1",
                    Map.of("deployments", "Deployment"),
                    "batch/v1",
                    Map.of("jobs", "Job"),
                    "authorization.k8s.io/v1",
                    Map.of("*selfsubjectaccessreviews", "SelfSubjectAccessReview"),
                    "serving.knative.dev/v1",
                    Map.of("services", "Service", "revisions", "Revision"),
                    "eventing.knative.dev/v1",
                    Map.of("brokers", "Broker", "triggers", "Trigger"),
                    "sources.knative.dev/v1",
                    Map.of("containersources", "ContainerSource"));

    private final HttpServer server;
    private final Map<String, Map<String, String>> served = new ConcurrentHashMap<>(EVERYTHING);
    private final Map<String, ObjectNode> objects = new ConcurrentSkipListMap<>();
    private final Map<String, Consumer<ObjectNode>> controllers = new ConcurrentHashMap<>();
    private final Map<String, String> logs = new ConcurrentHashMap<>();
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final List<String> written = Collections.synchronizedList(new ArrayList<>());

    FakeCluster() throws IOException {
        server =
                HttpServer.create(
                        new InetSocketAddress(
                                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0),
                        0);
        server.createContext("/", this::handle);
        server.start();
        deployment("knative-serving", "controller", "1.23.0");
        deployment("knative-eventing", "eventing-controller", "1.22.2");
        deployment("knative-eventing", "mt-broker-controller", "1.22.2");
    }

    /// What kubectl needs to come here.
    Map<String, String> environment(Path folder) throws IOException {
        var config = folder.resolve("kubeconfig");
        Files.writeString(
                config,
                """
                apiVersion: v1
                kind: Config
                current-context: fake
                clusters: [{name: fake, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: dev, user: {token: none}}]
                contexts: [{name: fake, context: {cluster: fake, user: dev}}]
                """
                        .formatted(server.getAddress().getPort()));
        return Map.of(
                "KUBECONFIG", config.toString(),
                "HOME", folder.toString(),
                "PATH", System.getenv("PATH"));
    }

    /// Adds what an overlay uses.
    void serves(Resource resource) {
        var kinds = new HashMap<>(served.getOrDefault(resource.apiVersion(), Map.of()));
        if (!kinds.containsValue(resource.kind())) {
            var name = resource.kind().toLowerCase(Locale.ROOT);
            kinds.put(name.replaceFirst("y$", "ie") + "s", resource.kind());
            served.put(resource.apiVersion(), Map.copyOf(kinds));
        }
    }

    void lacks(String apiVersion) {
        served.remove(apiVersion);
    }

    /// @param right verb and resource, such as `patch triggers`
    void denies(String right) {
        denied.add(right);
    }

    void deployment(String namespace, String name, String version) {
        put(
                "/apis/apps/v1/namespaces/" + namespace + "/deployments/" + name,
                """
                {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"%s","namespace":"%s","labels":{"app.kubernetes.io/version":"%s"}}}
                """
                        .formatted(name, namespace, version));
    }

    void put(String path, String json) {
        try {
            objects.put(path, (ObjectNode) JSON.readTree(json));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    void remove(String path) {
        objects.remove(path);
    }

    boolean has(String path) {
        return objects.containsKey(path);
    }

    JsonNode get(String path) {
        return objects.getOrDefault(path, JSON.createObjectNode());
    }

    /// What becomes of objects of a kind when they are applied.
    void controller(String kind, Consumer<ObjectNode> controller) {
        controllers.put(kind, controller);
    }

    /// Everything of a kind that has a condition Ready gets it.
    static Consumer<ObjectNode> condition(
            String type, String status, String reason, String message) {
        return object -> {
            var node = object.putObject("status");
            node.put("observedGeneration", 1);
            node.putArray("conditions")
                    .addObject()
                    .put("type", type)
                    .put("status", status)
                    .put("reason", reason)
                    .put("message", message);
        };
    }

    void log(String pod, String text) {
        logs.put(pod, text);
    }

    /// Methods and paths of everything that was changed, in order.
    List<String> written() {
        return List.copyOf(written);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            var answer =
                    answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), body);
            var bytes = answer.text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (RuntimeException e) {
            throw new IOException(e);
        }
    }

    private record Reply(int status, String type, String text) {}

    private Reply answer(String method, String path, byte[] body) throws IOException {
        if (path.equals("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")) {
            return ok(reviewed(new String(body, StandardCharsets.ISO_8859_1)));
        }
        if (path.endsWith("/log")) {
            var pod = path.replaceFirst(".*/pods/([^/]+)/log", "$1");
            return new Reply(200, "text/plain", logs.getOrDefault(pod, ""));
        }
        var known = Discovery.answer(served, path);
        if (known != null) {
            return ok(known);
        }
        return switch (method) {
            case "GET" -> got(path);
            case "PATCH", "POST" -> applied(method, path, (ObjectNode) JSON.readTree(body));
            case "DELETE" -> deleted(path);
            default -> failure(405, "MethodNotAllowed", method);
        };
    }

    /// kubectl may send it in protobuf, where words are still words.
    private ObjectNode reviewed(String asked) {
        var refused =
                denied.stream()
                        .map(right -> right.split(" ", 2))
                        .anyMatch(right -> asked.contains(right[0]) && asked.contains(right[1]));
        var review =
                JSON.createObjectNode()
                        .put("apiVersion", "authorization.k8s.io/v1")
                        .put("kind", "SelfSubjectAccessReview");
        review.putObject("status").put("allowed", !refused);
        return review;
    }

    private Reply got(String path) {
        var object = objects.get(path);
        if (object != null) {
            return ok(object);
        }
        var plural = path.substring(path.lastIndexOf('/') + 1);
        if (EVERYTHING.values().stream().anyMatch(kinds -> kinds.containsKey(plural))) {
            var list = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "List");
            list.putObject("metadata").put("resourceVersion", "1");
            var items = list.putArray("items");
            objects.forEach((key, item) -> {
                if (key.substring(0, key.lastIndexOf('/')).equals(path)) {
                    items.add(item);
                }
            });
            return ok(list);
        }
        return failure(404, "NotFound", "\"" + plural + "\" not found");
    }

    private Reply applied(String method, String path, ObjectNode object) {
        written.add(method + " " + path);
        object.withObject("/metadata").put("generation", 1).put("uid", "1");
        var controller = controllers.get(object.path("kind").asText());
        if (controller != null) {
            controller.accept(object);
        }
        objects.put(path, object);
        return ok(object);
    }

    private Reply deleted(String path) {
        written.add("DELETE " + path);
        var object = objects.remove(path);
        return object == null ? failure(404, "NotFound", path + " not found") : ok(object);
    }

    private static Reply ok(JsonNode json) {
        return new Reply(200, "application/json", json.toString());
    }

    private static Reply failure(int code, String reason, String message) {
        var status = JSON.createObjectNode().put("kind", "Status").put("apiVersion", "v1");
        status.put("status", "Failure")
                .put("reason", reason)
                .put("message", message)
                .put("code", code);
        return new Reply(code, "application/json", status.toString());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /// What kubectl asks before it asks for anything.
    private static final class Discovery {
        static @Nullable JsonNode answer(Map<String, Map<String, String>> served, String path) {
            var version = path.replaceFirst("^/(apis?|openapi/v3/apis?)/", "");
            return switch (path) {
                case "/version" ->
                        JSON.createObjectNode()
                                .put("gitVersion", "v1.34.1")
                                .put("major", "1")
                                .put("minor", "34");
                case "/api" -> {
                    var versions = JSON.createObjectNode().put("kind", "APIVersions");
                    versions.putArray("versions").add("v1");
                    yield versions;
                }
                case "/apis" -> groups(served);
                case "/openapi/v3" -> openApi(served);
                default -> {
                    var kinds = served.get(version);
                    if (kinds == null || !path.matches("/(api|apis|openapi/v3/apis?)/" + version)) {
                        yield null;
                    }
                    yield path.startsWith("/openapi")
                            ? schema(version, kinds)
                            : resources(version, kinds);
                }
            };
        }

        private static JsonNode groups(Map<String, Map<String, String>> served) {
            var list = JSON.createObjectNode().put("kind", "APIGroupList").put("apiVersion", "v1");
            var groups = list.putArray("groups");
            for (var apiVersion : new TreeMap<>(served).keySet()) {
                if (apiVersion.contains("/")) {
                    var names = apiVersion.split("/", 2);
                    var version = new LinkedHashMap<String, String>();
                    version.put("groupVersion", apiVersion);
                    version.put("version", names[1]);
                    var group = groups.addObject().put("name", names[0]);
                    group.putArray("versions").add(JSON.valueToTree(version));
                    group.set("preferredVersion", JSON.valueToTree(version));
                }
            }
            return list;
        }

        private static JsonNode resources(String apiVersion, Map<String, String> kinds) {
            var list =
                    JSON.createObjectNode().put("kind", "APIResourceList").put("apiVersion", "v1");
            list.put("groupVersion", apiVersion);
            var resources = list.putArray("resources");
            kinds.forEach((plural, kind) -> {
                var resource = resources.addObject();
                resource.put("name", plural.replace("*", ""))
                        .put("singularName", kind.toLowerCase(Locale.ROOT));
                resource.put("namespaced", !plural.startsWith("*")).put("kind", kind);
                verbs(resource.putArray("verbs"));
            });
            return list;
        }

        private static void verbs(ArrayNode verbs) {
            List.of("create", "delete", "get", "list", "patch", "update", "watch")
                    .forEach(verbs::add);
        }

        private static JsonNode openApi(Map<String, Map<String, String>> served) {
            var root = JSON.createObjectNode();
            var paths = root.putObject("paths");
            for (var version : served.keySet()) {
                var path = (version.contains("/") ? "apis/" : "api/") + version;
                paths.putObject(path).put("serverRelativeURL", "/openapi/v3/" + path);
            }
            return root;
        }

        private static JsonNode schema(String apiVersion, Map<String, String> kinds) {
            var names =
                    apiVersion.contains("/")
                            ? apiVersion.split("/", 2)
                            : new String[] {"", apiVersion};
            var root = JSON.createObjectNode().put("openapi", "3.0.0");
            var paths = root.putObject("paths");
            var ids = new HashMap<String, String>(kinds);
            ids.forEach((plural, kind) -> {
                var patch = paths.putObject("/" + plural).putObject("patch");
                patch.putArray("parameters")
                        .addObject()
                        .put("name", "fieldValidation")
                        .put("in", "query");
                patch.put("x-kubernetes-action", "patch");
                patch.putObject("x-kubernetes-group-version-kind")
                        .put("group", names[0])
                        .put("version", names[1])
                        .put("kind", kind);
            });
            return root;
        }
    }
}
