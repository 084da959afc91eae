package dev.tideway.knlocal.cluster;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What kubectl says on standard error, in one line that names the mend.
final class Complaint {
    private static final Pattern LOG_LINE = Pattern.compile("^[EWI]\\d{4} \\d\\d:\\d\\d:.*");

    private static final Pattern VERDICT =
            Pattern.compile("error: |Error from server|Unable to connect|The connection to");

    /// The first whose words occur; the more special ones stand first.
    private static final List<Known> KNOWN =
            List.of(
                    new Known(
                            "context \".*\" does not exist|no context exists with the name",
                            "`kubectl config get-contexts` lists those there are; name one with --context"),
                    new Known(
                            "localhost:8080 was refused|no configuration has been provided|invalid configuration",
                            "kubectl points to no cluster: `kubectl config current-context` tells, KUBECONFIG or --context choose one"),
                    new Known(
                            "was refused|connection refused|no route to host|network is unreachable",
                            "is the cluster running, and is it the right --context? `kubectl cluster-info` tells"),
                    new Known(
                            "timeout|deadline exceeded|timed out",
                            "the cluster does not answer in time: is there a VPN or a firewall between, is it the right --context?"),
                    new Known(
                            "no such host",
                            "the name of the cluster's server is not known here: is it the right --context, does the cluster still exist?"),
                    new Known(
                            "getting credentials: exec|executable .* not found",
                            "kubectl's login plugin is missing: install it, as the message says"),
                    new Known(
                            "unauthorized|must be logged in|please enter username|provide credentials",
                            "log in to the cluster again"),
                    new Known(
                            "x509|certificate",
                            "the cluster's certificate is not trusted: fetch its kubeconfig again"),
                    new Known(
                            "apply failed with .* conflict",
                            "somebody else has changed these fields; --force-conflicts takes them over"),
                    new Known(
                            "no matches for kind|could not find the requested resource|doesn't have a resource type",
                            "the cluster lacks what serves this kind; `kn-local deploy --check` names it"),
                    new Known("forbidden", "ask for this right, or use another --context"));

    private record Known(Pattern words, String mend) {
        Known(String words, String mend) {
            this(Pattern.compile(words), mend);
        }
    }

    private Complaint() {}

    /// The verdict alone.
    static String of(String err) {
        return mended(verdicts(err).getLast());
    }

    /// All of them, a line each, for what goes on after a failure.
    static String each(String err) {
        return verdicts(err).stream().map(Complaint::mended).collect(Collectors.joining("\n  "));
    }

    private static String mended(String said) {
        var small = said.toLowerCase(Locale.ROOT);
        return KNOWN.stream()
                .filter(known -> known.words().matcher(small).find())
                .findFirst()
                .map(known -> "kubectl: " + said + ": " + known.mend())
                .orElse("kubectl: " + said);
    }

    /// Explanations may stand below a verdict, and kubectl's own log lines above it; without a verdict the last line counts.
    private static List<String> verdicts(String err) {
        var lines =
                err.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !LOG_LINE.matcher(line).matches())
                        .toList();
        var verdicts = lines.stream().filter(line -> VERDICT.matcher(line).lookingAt()).toList();
        if (!verdicts.isEmpty()) {
            return verdicts.stream().map(Complaint::plain).toList();
        }
        return List.of(lines.isEmpty() ? "it failed without a word" : plain(lines.getLast()));
    }

    private static String plain(String line) {
        return line.replaceFirst("^(error: |Error from server( \\(\\w+\\))?: )", "")
                .replaceAll("\\p{Cntrl}", "?")
                .replaceFirst("[.:]+$", "");
    }
}
