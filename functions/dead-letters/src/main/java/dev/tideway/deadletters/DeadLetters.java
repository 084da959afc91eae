package dev.tideway.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import java.sql.SQLException;

/// Keeps whatever event could not be delivered, of any type and with any data.
public class DeadLetters {
    private final Arrivals arrivals;

    DeadLetters(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    /// Answers no event: a dead-letter sink's reply would go back into the broker.
    @Funq
    @CloudEventMapping(trigger = "*")
    public void keep(CloudEvent<byte[]> event) throws SQLException, JsonProcessingException {
        arrivals.keep(event, Failure.of(event.extensions()));
    }
}
