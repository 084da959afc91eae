package dev.tideway.kit;

/// Thrown by a function whose event can never succeed: answered with 422 and this one-line message, which Knative
/// never retries, so that the event goes to the dead letters at once with the reason.
///
/// A refusal by the business rules is not this: it is an event.
public final class Unprocessable extends RuntimeException {

    public Unprocessable(String line) {
        super(line);
    }
}
