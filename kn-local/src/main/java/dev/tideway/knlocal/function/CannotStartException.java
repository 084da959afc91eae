package dev.tideway.knlocal.function;

/// Carries a [StartFailure] out of the steps of a start.
public final class CannotStartException extends Exception {
    private final transient StartFailure failure;

    CannotStartException(StartFailure failure) {
        super(failure.reason());
        this.failure = failure;
    }

    CannotStartException(String reason) {
        this(StartFailure.of(reason));
    }

    StartFailure failure() {
        return failure;
    }
}
