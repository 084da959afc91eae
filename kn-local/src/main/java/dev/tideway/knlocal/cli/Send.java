package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.HttpEvents;
import dev.tideway.knlocal.event.JsonEvents;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Posts one event to a broker, and prints what came back and what was sent.",
            "The id is a new one and the time is now where you give none."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kn-local send --type dev.tideway.order.place.v1 --data-file samples/place-order.json",
            "  kn-local send --type greeting --data '{\"name\":\"Ada\"}' --ext partitionkey=ada",
            "  kn-local send --file event.json --id again-1"
        })
final class Send implements Callable<Integer> {
    private final Io io;

    @Mixin private EventOptions event = new EventOptions();

    @Option(
            names = "--broker",
            paramLabel = "NAMESPACE/NAME",
            description = "The broker to post to (default: ${DEFAULT-VALUE}).",
            defaultValue = "default/default")
    private String broker = "";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Post to this address instead: a cluster's broker, or a function.")
    private Optional<URI> url = Optional.empty();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The runner's port (default: what kn-local.yaml says, or 8080).")
    private Optional<String> port = Optional.empty();

    @Mixin private RunnerOptions runner = new RunnerOptions();

    Send(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws CommandException, IOException {
        var sent = event.event(io.in());
        var address = address();
        try (var web = new Web()) {
            var answer = web.send(request(address, sent, event.structured()));
            report(address, answer, sent);
            return answer.statusCode() / 100 == 2 ? ExitCodes.DONE : ExitCodes.FAILED;
        }
    }

    private URI address() throws CommandException {
        if (url.isPresent() && url.get().getHost() == null) {
            throw CommandException.misused("--url is not an address: " + url.get());
        }
        if (!broker.matches("[^/]+/[^/]+")) {
            throw CommandException.misused("--broker is not NAMESPACE/NAME: " + broker);
        }
        return url.isPresent()
                ? url.get()
                : runner.reach("port", port, io.environment()).data("/" + broker);
    }

    private static HttpRequest.Builder request(URI address, Event event, boolean structured) {
        if (structured) {
            return HttpRequest.newBuilder(address)
                    .header("Content-Type", "application/cloudevents+json; charset=utf-8")
                    .POST(BodyPublishers.ofByteArray(JsonEvents.encode(event)));
        }
        var data = event.data();
        var body = data == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(data);
        var request = HttpRequest.newBuilder(address).POST(body);
        HttpEvents.encode(event, request::header);
        return request;
    }

    private void report(URI address, HttpResponse<String> answer, Event sent) {
        io.out().printf("%d from %s%n", answer.statusCode(), address);
        if (!answer.body().isBlank()) {
            io.out().println(answer.body().strip());
        }
        sent.attributes().forEach((name, value) -> io.out().printf("  %-16s %s%n", name, value));
        var data = sent.data();
        io.out().printf("  %-16s %s%n", "data", data == null ? "none" : data.length + " bytes");
    }
}
