package dev.tideway.knlocal.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tideway.knlocal.manifest.DataPlane;

/// Requests with exactly one thing wrong, and the status that the contract has for it.
record Faults(Choices choices, Requests requests, DataPlane plane, int maxBody) {
    Request any() {
        return switch (choices.below(4)) {
            case 0 -> elsewhere();
            case 1 -> attribute();
            case 2 -> mode();
            default -> structured();
        };
    }

    private Request elsewhere() {
        var message = requests.write(Sample.of(choices));
        return switch (choices.below(4)) {
            case 0 ->
                    Request.refused(
                            message.target("/" + choices.word(9) + "/" + choices.word(9)), 404);
            case 1 -> Request.refused(message.target(nowhere()), 404);
            case 2 -> tooLarge();
            default -> method(message);
        };
    }

    /// A channel is told by its host, so that no path is a path to it.
    private String nowhere() {
        return switch (plane) {
            case KAFKA, MT_BROKER -> choices.of("/", "//", "?a=b", "/%64efault", "/a/b/c", "*");
            case IN_MEMORY_CHANNEL -> choices.of("/%2f", "/a/b/c", "/x/?/", "*");
        };
    }

    private Request method(Message message) {
        var method =
                choices.of(
                        "GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO", "post");
        var told = plane != DataPlane.KAFKA && method.equals("OPTIONS");
        return new Request(
                message.method(method).bytes(),
                true,
                method.equals("HEAD"),
                new Request.Outcome.Refused(told ? 200 : 405));
    }

    /// Its head, or its body.
    private Request tooLarge() {
        var message = requests.write(Sample.of(choices));
        return switch (choices.below(3)) {
            case 0 -> Request.refused(message.header("X-Flood", "x".repeat(9_000)), 431);
            case 1 -> Request.refused(message.target("/" + "x".repeat(5_000)), 414);
            default ->
                    Request.refused(
                            message.body(new byte[maxBody + 1 + choices.below(9_000)]), 503);
        };
    }

    private Request attribute() {
        var sample = Sample.of(choices);
        var wrong =
                switch (choices.below(6)) {
                    case 0 -> sample.without(choices.of("id", "source", "type", "specversion"));
                    case 1 -> sample.with("specversion", choices.of("0.3", "1.1", "1", "x"));
                    case 2 ->
                            sample.with(
                                    "time",
                                    choices.of("now", "2026-02-30T00:00:00Z", "2026-01-01", "1"));
                    case 3 -> sample.with(choices.of("a_b", "a-b", "é", "a b".strip() + ".c"), "x");
                    case 4 -> sample.with(choices.of("id", "type", "subject", "xa"), forbidden());
                    default ->
                            sample.with(
                                    choices.of("source", "dataschema"),
                                    choices.of("a b", ":", "http://[", "%"));
                };
        return Request.refused(requests.write(wrong), 400);
    }

    private String forbidden() {
        int c = choices.of(0x00, 0x1F, 0x7F, 0x9F, 0xFDD0, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF);
        return choices.text(5) + Character.toString(c) + choices.text(5);
    }

    private Request mode() {
        var sample = Sample.of(choices);
        var message = sample.binary(choices, requests.message());
        return switch (choices.below(5)) {
            case 0 -> Request.refused(message.header("ce-datacontenttype", "a/b"), 400);
            case 1 -> Request.refused(message.header("CE-id", "again"), 400);
            case 2 ->
                    Request.refused(
                            message.header(
                                    "ce-xb", choices.of("%FF", "%C3", "%ED%A0%80", "%C0%80")),
                            400);
            case 3 ->
                    Request.refused(
                            requests.message()
                                    .header(
                                            "content-type",
                                            choices.of("application/json", "text/plain"))
                                    .body(sample.object(choices).getBytes(UTF_8)),
                            400);
            default -> batch(sample);
        };
    }

    private Request batch(Sample sample) {
        var format = choices.of("-batch+json", "+avro", "+protobuf", "", "-batch", "+xml", "/json");
        return Request.refused(
                requests.message()
                        .header("Content-Type", "application/cloudevents" + format)
                        .body(("[" + sample.object(choices) + "]").getBytes(UTF_8)),
                400);
    }

    private Request structured() {
        var sample = Sample.of(choices);
        var object = sample.object(choices);
        var inside = object.substring(0, object.length() - 1);
        return switch (choices.below(6)) {
            case 0 ->
                    json(
                            choices.of("[" + object + "]", "null", "\"x\"", "7", "", "{", inside),
                            400);
            case 1 -> json(object + choices.of("x", "{}", ",", "\0"), 400);
            case 2 ->
                    json(
                            inside
                                    + choices.of(
                                            ",\"id\":1}",
                                            ",\"xa\":{}}",
                                            ",\"type\":[]}",
                                            ",\"data\":1,\"data\":2}"),
                            400);
            case 3 ->
                    json(
                            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/\",\"type\":\"t\",\"data_base64\":"
                                    + choices.of("\"%\"}", "7}", "\"=\"}", "{}}"),
                            400);
            case 4 ->
                    json(
                            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/\",\"type\":\"t\",\"data\":"
                                    + "[".repeat(2_000)
                                    + "]".repeat(2_000)
                                    + "}",
                            400);
            default -> spent(sample);
        };
    }

    /// What only one of the data planes minds.
    private Request spent(Sample sample) {
        return switch (plane) {
            case KAFKA -> {
                var object = sample.without("partitionkey").object(choices);
                yield json(
                        object.replaceFirst(
                                "\\{", "{\"partitionkey\":" + choices.of("1,", "true,", "1.5,")),
                        503);
            }
            case MT_BROKER ->
                    Request.refused(
                            requests.write(
                                    sample.with("knativebrokerttl", choices.of("1", "0", "-7"))),
                            400);
            case IN_MEMORY_CHANNEL -> Request.accepted(requests.write(sample), sample);
        };
    }

    private Request json(String text, int status) {
        return Request.refused(
                requests.message()
                        .header("Content-Type", "application/cloudevents+json")
                        .body(text.getBytes(UTF_8)),
                status);
    }
}
