package dev.tideway.kit;

import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.funqy.runtime.FunctionRegistry;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;

/// The application's `@Funq` methods, and which of them takes an event.
final class Functions {
    private static final String ANY_TYPE = "*";

    /// One `@Funq` method.
    ///
    /// @param types the event types it takes; "*" takes what no other function does
    /// @param filter attributes that an event must have too (`@EventAttribute`)
    /// @param emits the types it says it may answer; empty when it says nothing
    record Function(
            FunctionInvoker invoker,
            Set<String> types,
            Map<String, String> filter,
            Set<String> emits) {

        boolean takesEvent() {
            return invoker.hasInput() && rawType(invoker.getInputType()) == CloudEvent.class;
        }

        /// The type of the data: what `CloudEvent<T>` wraps, or the parameter itself.
        Type dataType() {
            if (!invoker.hasInput()) {
                return Void.class;
            }
            return takesEvent() && invoker.getInputType() instanceof ParameterizedType event
                    ? event.getActualTypeArguments()[0]
                    : invoker.getInputType();
        }

        boolean mayAnswer(String type) {
            return emits.isEmpty() || emits.contains(type);
        }

        private boolean takes(Envelope event, String type) {
            return types.contains(type)
                    && event.attributes().entrySet().containsAll(filter.entrySet());
        }

        private static Type rawType(Type type) {
            return type instanceof ParameterizedType generic ? generic.getRawType() : type;
        }
    }

    private final List<Function> functions;

    private Functions(List<Function> functions) {
        this.functions = List.copyOf(functions);
    }

    static Functions of(FunctionRegistry registry, Config config) {
        var functions = new ArrayList<Function>();
        for (var invoker : registry.invokers()) {
            functions.add(function(invoker, config));
        }
        return new Functions(functions);
    }

    private static Function function(FunctionInvoker invoker, Config config) {
        var types = new HashSet<String>();
        var filter = new HashMap<String, String>();
        var mapping = invoker.getMethod().getAnnotation(CloudEventMapping.class);
        types.add(
                mapping == null || mapping.trigger().isEmpty()
                        ? invoker.getName()
                        : mapping.trigger());
        if (mapping != null) {
            for (var attribute : mapping.attributes()) {
                filter.put(attribute.name(), attribute.value());
            }
        }
        var key = "quarkus.funqy.knative-events.mapping." + invoker.getName() + ".trigger";
        config.getOptionalValue(key, String.class).ifPresent(types::add);
        return new Function(invoker, Set.copyOf(types), Map.copyOf(filter), emits(invoker));
    }

    private static Set<String> emits(FunctionInvoker invoker) {
        var types = new HashSet<String>();
        var emits = invoker.getMethod().getAnnotation(Emits.class);
        for (var data : emits == null ? new Class<?>[0] : emits.value()) {
            types.add(Reply.typeOf(data));
        }
        return Set.copyOf(types);
    }

    /// @throws Refused when no function takes the event
    Function taking(Envelope event) {
        var takers = takers(event, event.type());
        if (takers.isEmpty()) {
            takers = takers(event, ANY_TYPE);
        }
        if (takers.isEmpty()) {
            throw Refused.badRequest(
                    "no function here takes type " + event.type() + ", only " + allTypes());
        }
        if (takers.size() > 1) {
            throw new IllegalStateException(
                    "several functions take type " + event.type() + ": " + names(takers));
        }
        return takers.getFirst();
    }

    List<String> names() {
        return names(functions);
    }

    List<Type> dataTypes() {
        return functions.stream().map(Function::dataType).toList();
    }

    private List<Function> takers(Envelope event, String type) {
        return functions.stream().filter(function -> function.takes(event, type)).toList();
    }

    private static List<String> names(List<Function> functions) {
        return functions.stream().map(function -> function.invoker().getName()).toList();
    }

    private String allTypes() {
        var types = new TreeSet<String>();
        functions.forEach(function -> types.addAll(function.types()));
        return String.join(", ", types);
    }
}
