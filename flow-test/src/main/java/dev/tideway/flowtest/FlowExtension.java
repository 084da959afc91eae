package dev.tideway.flowtest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;

/// Runs the tests of a class with [FlowTest].
final class FlowExtension
        implements BeforeAllCallback,
                ParameterResolver,
                TestExecutionExceptionHandler,
                AfterEachCallback {
    private static final Namespace OURS = Namespace.create(FlowExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) throws InterruptedException {
        runner(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Flow.class;
    }

    @Override
    public Flow resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            throw new SetupException(
                    "a Flow is one test's own: take it as a parameter of a test or of @BeforeEach");
        }
        return session(context).flow();
    }

    private static TestSession session(ExtensionContext context) {
        return context.getStore(OURS)
                .computeIfAbsent(
                        context.getUniqueId(),
                        _ -> new TestSession(runner(context), within(context)),
                        TestSession.class);
    }

    private static Optional<TestSession> begun(ExtensionContext context) {
        return Optional.ofNullable(
                context.getStore(OURS).get(context.getUniqueId(), TestSession.class));
    }

    /// What a test threw that knows nothing of flows gets the journey beside it.
    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure)
            throws Throwable {
        begun(context).ifPresent(it -> it.explain(failure));
        throw failure;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        begun(context).ifPresent(it -> it.end(context.getExecutionException().isPresent()));
    }

    private static Runner runner(ExtensionContext context) {
        var runners =
                context.getStore(StoreScope.LAUNCHER_SESSION, OURS)
                        .computeIfAbsent(
                                Runners.class, _ -> new Runners(Path.of("")), Runners.class);
        try {
            return runners.of(asked(context));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SetupException("interrupted while the runner started", e);
        }
    }

    private static Duration within(ExtensionContext context) {
        return Duration.ofSeconds(asked(context).withinSeconds());
    }

    private static FlowTest asked(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(
                        context.getRequiredTestClass(),
                        FlowTest.class,
                        context.getEnclosingTestClasses())
                .orElseThrow(() ->
                        new SetupException(context.getRequiredTestClass() + " has no @FlowTest"));
    }
}
