package dev.tideway.knlocal.conformance;

import static dev.tideway.knlocal.conformance.Event.event;
import static dev.tideway.knlocal.conformance.Implementation.KAFKA;
import static dev.tideway.knlocal.conformance.Implementation.MT;
import static dev.tideway.knlocal.conformance.World.awaitEvent;
import static dev.tideway.knlocal.conformance.World.awaitRequests;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.conformance.Sentences.Tried;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@Chapter(number = 6, title = "Dead letters")
class DeadLettersIT {
    private static final String DELIVERY =
            "  delivery: {retry: 1, backoffPolicy: linear, backoffDelay: PT0.01S, deadLetterSink: {uri: '{dead}'}}";

    private static World world;

    @BeforeAll
    static void start() throws Exception {
        world =
                World.with(yaml -> {
                    for (var name :
                            new String[] {
                                "refuses",
                                "explains",
                                "gone",
                                "extends",
                                "sink.retried",
                                "sink.answers"
                            }) {
                        yaml.triggers(name, DELIVERY);
                    }
                    yaml.triggers("late", "");
                    for (var on : Implementation.BROKERS) {
                        yaml.ordered(
                                on,
                                "no.sink",
                                Manifests.ofType("no.sink"),
                                "  delivery: {retry: 0}");
                        yaml.ordered(on, "bad.sink", Manifests.ofType("bad.sink"), DELIVERY);
                    }
                });
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Tried
    @Sentence(
            value =
                    "A dead letter is the event, `id`, `source`, `type` and data unchanged, with `knativeerrordest` (the address), `knativeerrorcode` (the status) and `knativeerrordata` (the answer's body, base64).",
            on = {KAFKA, MT})
    void form(Implementation on) throws Exception {
        var event = event("refuses").with("color", "blue").saying("{\"a\": 1}");
        world.subscriber(on, "refuses").answers(Answer.text(422, "no such thing"));
        world.send(on, event);

        var letter = awaitEvent(world.deadLetterSink(on, "refuses"), event.id()).getFirst();
        event.attributes()
                .forEach((name, value) -> assertThat(letter.attribute(name)).isEqualTo(value));
        assertThat(letter.body()).isEqualTo("{\"a\": 1}");
        assertThat(letter.attribute("knativeerrordest")).endsWith("/" + on.broker() + "/refuses");
        assertThat(letter.attribute("knativeerrorcode")).isEqualTo("422");
        assertThat(letter.attribute("knativeerrordata")).isEqualTo(base64("no such thing"));
    }

    @Tried
    @Sentence(value = "Of a long body the first 1024 bytes are kept, then encoded.", on = KAFKA)
    void longBodyOnKafka(Implementation on) throws Exception {
        assertThat(errorDataOfLongBody(on)).isEqualTo(base64("x".repeat(1024)));
    }

    @Tried
    @Sentence(value = "A long body is encoded, then cut to 1024 characters.", on = MT)
    void longBodyOnMt(Implementation on) throws Exception {
        assertThat(errorDataOfLongBody(on)).isEqualTo(base64("x".repeat(3000)).substring(0, 1024));
    }

    private static String errorDataOfLongBody(Implementation on) throws Exception {
        world.subscriber(on, "explains").answers(Answer.text(400, "x".repeat(3000)));
        var id = world.send(on, "explains");
        var letter = awaitEvent(world.deadLetterSink(on, "explains"), id).getFirst();
        return letter.attribute("knativeerrordata");
    }

    @Tried
    @Sentence(value = "When there was no answer, only `knativeerrordest` is added.", on = KAFKA)
    void noAnswerOnKafka(Implementation on) throws Exception {
        world.subscriber(on, "gone").answersAlways(Answer.broken());
        var id = world.send(on, "gone");
        var letter = awaitEvent(world.deadLetterSink(on, "gone"), id).getFirst();
        assertThat(letter.attribute("knativeerrordest")).isNotEmpty();
        assertThat(letter.attribute("knativeerrorcode")).isEmpty();
        assertThat(letter.attribute("knativeerrordata")).isEmpty();
    }

    @Tried
    @Sentence(
            value =
                    "When there was no answer, the code is 500 and the data begins with `dispatch error: `.",
            on = MT)
    void noAnswerOnMt(Implementation on) throws Exception {
        world.subscriber(on, "gone").answersAlways(Answer.broken());
        var id = world.send(on, "gone");
        var letter = awaitEvent(world.deadLetterSink(on, "gone"), id).getFirst();
        assertThat(letter.attribute("knativeerrorcode")).isEqualTo("500");
        var data = Base64.getDecoder().decode(letter.attribute("knativeerrordata"));
        assertThat(new String(data, StandardCharsets.UTF_8)).startsWith("dispatch error: ");
    }

    @Tried
    @Sentence(
            value =
                    "A header `Kne-<name>` of the answer becomes the extension `<name>` of the dead letter.",
            on = KAFKA)
    void errorExtensions(Implementation on) throws Exception {
        assertThat(letterOfKneReason(on).attribute("reason")).isEqualTo("full");
    }

    @Tried
    @Sentence(value = "Headers of the answer are not kept.", on = MT)
    void noErrorExtensions(Implementation on) throws Exception {
        assertThat(letterOfKneReason(on).attribute("reason")).isEmpty();
    }

    private static Request letterOfKneReason(Implementation on) throws Exception {
        world.subscriber(on, "extends").answers(Answer.status(400).with("Kne-Reason", "full"));
        var id = world.send(on, "extends");
        return awaitEvent(world.deadLetterSink(on, "extends"), id).getFirst();
    }

    @Tried
    @Sentence(
            value = "A dead-letter sink is tried again like a subscriber.",
            on = {KAFKA, MT})
    void retriedSink(Implementation on) throws Exception {
        world.subscriber(on, "sink.retried").answers(Answer.status(400));
        world.deadLetterSink(on, "sink.retried").answers(Answer.status(503));
        world.send(on, "sink.retried");
        assertThat(awaitRequests(world.deadLetterSink(on, "sink.retried"), 2)).hasSize(2);
    }

    @Tried
    @Sentence(value = "An event that a dead-letter sink answers goes into the broker.", on = KAFKA)
    void answerOfSinkOnKafka(Implementation on) throws Exception {
        var answer = event("late");
        answerFromSink(on, answer);
        awaitEvent(world.subscriber(on, "late"), answer.id());
    }

    @Tried
    @Sentence(value = "What a dead-letter sink answers is forgotten.", on = MT)
    void answerOfSinkOnMt(Implementation on) throws Exception {
        var answer = event("late");
        answerFromSink(on, answer);
        var marker = world.send(on, "late");
        assertThat(awaitEvent(world.subscriber(on, "late"), marker))
                .noneMatch(request -> request.attribute("id").equals(answer.id()));
    }

    private static void answerFromSink(Implementation on, Event answer) throws Exception {
        world.subscriber(on, "sink.answers").answers(Answer.status(400));
        world.deadLetterSink(on, "sink.answers")
                .answers(Answer.event(200, answer.attributes(), "{}"));
        var id = world.send(on, "sink.answers");
        awaitEvent(world.deadLetterSink(on, "sink.answers"), id);
    }

    @Tried
    @Sentence(
            value = "Without a dead-letter sink the event is lost, and the next one is delivered.",
            on = {KAFKA, MT})
    void noSink(Implementation on) throws Exception {
        var lost = event("no.sink");
        var next = event("no.sink");
        world.subscriber(on, "no.sink").answers(Answer.status(503));
        world.sendInOrder(on, List.of(lost, next));
        assertThat(awaitEvent(world.subscriber(on, "no.sink"), next.id())).hasSize(2);
    }

    @Tried
    @Sentence(
            value =
                    "When the dead-letter sink fails too, the event is lost, and the next one is delivered.",
            on = {KAFKA, MT})
    void failingSink(Implementation on) throws Exception {
        var lost = event("bad.sink");
        var next = event("bad.sink");
        world.subscriber(on, "bad.sink").answers(Answer.status(400));
        world.deadLetterSink(on, "bad.sink").answers(Answer.status(400));
        world.sendInOrder(on, List.of(lost, next));
        assertThat(awaitEvent(world.subscriber(on, "bad.sink"), next.id())).hasSize(2);
        assertThat(world.deadLetterSink(on, "bad.sink").requests()).hasSize(1);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
