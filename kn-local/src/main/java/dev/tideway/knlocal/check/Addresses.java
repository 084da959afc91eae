package dev.tideway.knlocal.check;

import dev.tideway.knlocal.domain.Domain;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Texts that only somebody knows who knows the brokers of one cluster, or of one laptop.
record Addresses(Pattern pattern) {
    private static final String KNOWN =
            "[\\w.-]*\\.svc(\\.cluster\\.local|(?=[:/]|$))" // a Service inside of a cluster
                    + "|[\\w.-]*broker-ingress[\\w.-]*"
                    + "|\\bbootstrap\\.servers\\b|\\bKAFKA_BOOTSTRAP_SERVERS\\b"
                    + "|[\\w.-]+:909[2-4]\\b" // where a Kafka listens
                    + "|\\bamqps?://[\\w.-]+"
                    + "|\\bknative-(broker|messaging-kafka|trigger)-[\\w.-]+"; // its topics and

    // groups

    static Addresses of(Domain domain) {
        var brokers =
                domain.resources().brokers().keySet().stream()
                        .map(it -> Pattern.quote(it.namespace() + "/" + it.name()))
                        .collect(Collectors.joining("|"));
        // The path of a broker's ingress, behind a host: localhost:8080/default/default.
        var posted = brokers.isEmpty() ? "" : "|[\\w.-]+(:\\d+)?/(" + brokers + ")(?![\\w/.-])";
        return new Addresses(Pattern.compile(KNOWN + posted));
    }

    /// The first of them in a text.
    Optional<String> in(String text) {
        return pattern.matcher(text).results().map(it -> it.group()).findFirst();
    }
}
