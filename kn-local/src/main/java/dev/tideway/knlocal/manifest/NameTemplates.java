package dev.tideway.knlocal.manifest;

import java.util.regex.Pattern;

/// How topics and consumer groups are named (ConfigMap `config-kafka-features`): Go templates, of which only
/// `{{ .Namespace }}` and `{{ .Name }}` are understood.
record NameTemplates(String topic, String group, String channelTopic) {
    static final NameTemplates USUAL =
            new NameTemplates(
                    "knative-broker-{{ .Namespace }}-{{ .Name }}",
                    "knative-trigger-{{ .Namespace }}-{{ .Name }}",
                    "knative-messaging-kafka.{{ .Namespace }}.{{ .Name }}");
    static final Key CONFIG = new Key("knative-eventing", "config-kafka-features");
    private static final String TOPIC = "brokers-topic-template";
    private static final String CHANNEL_TOPIC = "channels-topic-template";
    private static final String GROUP = "triggers-consumergroup-template";
    private static final Pattern NAMESPACE = Pattern.compile("\\{\\{-?\\s*\\.Namespace\\s*-?}}");
    private static final Pattern NAME = Pattern.compile("\\{\\{-?\\s*\\.Name\\s*-?}}");

    String topic(Key broker) {
        return fill(topic, broker);
    }

    String group(Key trigger) {
        return fill(group, trigger);
    }

    String channelTopic(Key channel) {
        return fill(channelTopic, channel);
    }

    private static String fill(String template, Key key) {
        var half = NAMESPACE.matcher(template).replaceAll(key.namespace());
        return NAME.matcher(half).replaceAll(key.name());
    }

    static NameTemplates of(ConfigMap features, Findings findings) {
        return new NameTemplates(
                template(features, TOPIC, USUAL.topic, findings),
                template(features, GROUP, USUAL.group, findings),
                template(features, CHANNEL_TOPIC, USUAL.channelTopic, findings));
    }

    private static String template(
            ConfigMap features, String key, String usual, Findings findings) {
        var given = features.data().get(key);
        if (given == null) {
            return usual;
        }
        var example = fill(given.value().strip(), new Key("a", "b"));
        if (example.matches("[a-zA-Z0-9._-]{1,200}")) {
            return given.value().strip();
        }
        findings.problem(
                features.at(given),
                "data." + key,
                "is a template that kn-local cannot fill; it uses " + usual,
                "only {{ .Namespace }} and {{ .Name }} are understood");
        return usual;
    }
}
