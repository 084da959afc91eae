package dev.tideway.myfunction;

import dev.tideway.kit.Emits;
import dev.tideway.kit.EventData;
import dev.tideway.kit.Reply;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;

/// Answers one event with another. What the function is for belongs into `answer`.
public class MyFunction {

    /// What it reads of the event's data; other fields are passed over.
    public record MyFunctionAsk(String question) {}

    /// What it answers.
    @EventData("dev.tideway.my.function.answered.v1")
    public record MyFunctionAnswered(String answer) {}

    @Funq
    @CloudEventMapping(trigger = "dev.tideway.my.function.ask.v1")
    @Emits(MyFunctionAnswered.class)
    public CloudEvent<Object> handle(CloudEvent<MyFunctionAsk> event) {
        return Reply.to(event).of(answer(event.data()));
    }

    /// Pure: the same data, the same answer.
    static MyFunctionAnswered answer(MyFunctionAsk data) {
        return new MyFunctionAnswered("Heard: " + data.question());
    }
}
