package dev.tideway.knlocal.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/// Runs a method with a [Sentence] once for each implementation it names, under the sentence as its name.
final class Sentences implements TestTemplateInvocationContextProvider {
    /// Marks the test of a sentence.
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @TestTemplate
    @ExtendWith(Sentences.class)
    @interface Tried {}

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getRequiredTestMethod().isAnnotationPresent(Sentence.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
            ExtensionContext context) {
        var sentence = of(context.getRequiredTestMethod());
        return sentence.on().length == 0
                ? Stream.of(new Once(sentence.value(), List.of()))
                : Arrays.stream(sentence.on())
                        .map(on ->
                                new Once(
                                        sentence.value() + " [" + on.title() + "]",
                                        List.of(new Resolver(on))));
    }

    private static Sentence of(Method method) {
        return method.getAnnotation(Sentence.class);
    }

    private record Once(String name, List<Extension> extensions)
            implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return name;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return extensions;
        }
    }

    private record Resolver(Implementation on) implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Implementation.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return on;
        }
    }
}
