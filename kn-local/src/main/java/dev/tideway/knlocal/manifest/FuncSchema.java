package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What func's schema (specVersion 0.36.0) says of the parts of a func.yaml that kn-local has no use for: nothing is read,
/// but what func would refuse is refused here too.
final class FuncSchema {
    private static final Map<String, Boolean> BUILDERS = choices("pack", "s2i", "host");
    private static final Map<String, Boolean> DEPLOYERS = choices("knative", "raw", "keda");
    private static final List<String> SOURCES =
            List.of("secret", "configMap", "persistentVolumeClaim", "emptyDir");

    private static final String WORD = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private static final String DOMAIN = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final Pattern LABEL =
            Pattern.compile("(" + DOMAIN + "([.]" + DOMAIN + ")*/)?" + WORD);
    private static final Pattern LABEL_VALUE = Pattern.compile("(" + WORD + ")?");

    private FuncSchema() {}

    private static Map<String, Boolean> choices(String... words) {
        var choices = new TreeMap<String, Boolean>();
        for (var word : words) {
            choices.put(word, true);
        }
        return choices;
    }

    static void top(Fields func) {
        func.required("created")
                .ifPresent(created -> {
                    try {
                        OffsetDateTime.parse(created.value());
                    } catch (DateTimeParseException _) {
                        func.problem(
                                "created",
                                "is "
                                        + created.value()
                                        + ", wanted a time such as 2026-03-02T09:00:00Z",
                                "");
                    }
                });
        for (var key : List.of("domain", "runtime", "registry", "image")) {
            func.string(key);
        }
        func.flag("registryInsecure");
        func.choice("deployer", DEPLOYERS);
    }

    static void build(Fields build) {
        build.choice("builder", BUILDERS);
        build.fields("builderImages").ifPresent(Fields::strings);
        build.strings("buildpacks");
        build.list("buildEnvs").forEach(FuncSchema::env);
        for (var key : List.of("pvcSize", "remoteStorageClass", "baseImage")) {
            build.string(key);
        }
        build.list("volumes").forEach(volume -> only(volume, "hostPath", "path"));
        build.fields("git").ifPresent(git -> only(git, "url", "revision", "contextDir"));
        build.done();
    }

    private static void env(Fields env) {
        env.required("name")
                .filter(name -> !EnvReader.NAME.matcher(name.value()).matches())
                .ifPresent(name ->
                        env.problem(
                                "name",
                                "is " + name.value() + ", which is no name of a variable",
                                ""));
        env.string("value");
        env.done();
    }

    /// `run`'s, but for `envs` and `startTimeout`.
    static void run(Fields run) {
        run.list("volumes").forEach(FuncSchema::volume);
        run.fields("kafka")
                .ifPresent(kafka -> {
                    kafka.skip("brokers", "topic", "consumerGroup");
                    kafka.done();
                });
    }

    /// What func itself writes into `deploy`, and what only its deployers use.
    static void deploy(Fields deploy) {
        deploy.string("image");
        deploy.string("imagePullSecret");
        deploy.choice("deployer", DEPLOYERS);
        deploy.flag("managementDisabled");
    }

    static void labelKey(Fields label, Text key) {
        wanted(label, "key", key, LABEL, "a name such as app.kubernetes.io/part-of");
    }

    static void labelValue(Fields label, Text value) {
        wanted(label, "value", value, LABEL_VALUE, "letters, digits, -, _ and . as in v1.2_rc-3");
    }

    private static void wanted(Fields fields, String key, Text text, Pattern form, String what) {
        if (!form.matcher(text.value()).matches()) {
            fields.problem(key, "is " + text.value() + ", wanted " + what, "");
        }
    }

    private static void volume(Fields volume) {
        if (SOURCES.stream().filter(volume::has).count() != 1) {
            volume.problem("", "wants one of " + String.join(", ", SOURCES), "");
        }
        volume.fields("persistentVolumeClaim")
                .ifPresent(claim -> {
                    claim.flag("readOnly");
                    only(claim, "claimName");
                });
        volume.fields("emptyDir").ifPresent(folder -> only(folder, "medium", "sizeLimit"));
        only(volume, "secret", "configMap", "path");
    }

    private static void only(Fields fields, String... keys) {
        for (var key : keys) {
            fields.string(key);
        }
        fields.done();
    }
}
