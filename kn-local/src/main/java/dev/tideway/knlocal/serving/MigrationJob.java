package dev.tideway.knlocal.serving;

import dev.tideway.knlocal.manifest.Deployables.Deployable;
import dev.tideway.knlocal.manifest.FunctionSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs a function's `db/` by Flyway, as kn-local does at its start: with a history table of its own, so that two
/// functions share a database, and with version 0 as the baseline, because another one's tables may be there already.
final class MigrationJob {
    /// In step with the Flyway that kn-local runs.
    static final String IMAGE = "flyway/flyway:11.20.0";

    static final String URL = "QUARKUS_DATASOURCE_JDBC_URL";
    private static final Map<String, String> LOGIN =
            Map.of(
                    "FLYWAY_USER", "QUARKUS_DATASOURCE_USERNAME",
                    "FLYWAY_PASSWORD", "QUARKUS_DATASOURCE_PASSWORD");
    private static final String FOLDER = "/flyway/migrations";

    /// The image's own user is root; any other can read what it needs.
    private static final int USER = 65532;

    private final Deployable function;
    private final FunctionSpec spec;

    MigrationJob(Deployable function) {
        this.function = function;
        this.spec = function.spec();
    }

    static String configMap(String function) {
        return function + "-db";
    }

    private String name() {
        return spec.key().name();
    }

    Map<String, Object> job() {
        var metadata = Fields.of("name", name() + "-migration");
        metadata.put("labels", Labels.of(name(), Labels.MIGRATION));
        metadata.put("annotations", replaced());
        var job = Fields.resource("batch/v1", "Job", metadata);
        var spec = new LinkedHashMap<String, Object>();
        // A second run finds nothing to do; a Job that is gone does not stand in the way of the
        // next migrations.
        spec.put("ttlSecondsAfterFinished", 600);
        spec.put("backoffLimit", 6);
        spec.put("template", template());
        job.put("spec", spec);
        return job;
    }

    /// A Job cannot be changed, only made anew: how to tell Argo CD and Flux.
    private static Map<String, Object> replaced() {
        var annotations = new LinkedHashMap<String, Object>();
        annotations.put("argocd.argoproj.io/hook", "Sync");
        annotations.put("argocd.argoproj.io/hook-delete-policy", "BeforeHookCreation");
        annotations.put("kustomize.toolkit.fluxcd.io/force", "enabled");
        return annotations;
    }

    private Map<String, Object> template() {
        var pod = new LinkedHashMap<String, Object>();
        pod.put("serviceAccountName", KnativeService.account(function));
        pod.put("automountServiceAccountToken", false);
        pod.put("restartPolicy", "Never");
        pod.put("containers", List.of(container()));
        var sql = Fields.of("name", "migrations");
        sql.put("configMap", Map.of("name", configMap(name())));
        pod.put("volumes", List.of(sql, Hardening.scratchVolume()));
        var metadata = Fields.of("labels", Labels.of(name(), Labels.MIGRATION));
        return Fields.of("metadata", metadata, "spec", pod);
    }

    private Map<String, Object> container() {
        var container = Fields.of("name", "flyway", "image", IMAGE);
        container.put("args", List.of("migrate"));
        container.put("env", env());
        container.put(
                "resources",
                Fields.of(
                        "requests", Fields.of("cpu", "100m", "memory", "256Mi"),
                        "limits", Fields.of("cpu", "1", "memory", "512Mi")));
        var security = Hardening.securityContext();
        security.put("runAsUser", USER);
        container.put("securityContext", security);
        var sql = Fields.of("name", "migrations", "mountPath", FOLDER);
        sql.put("readOnly", true);
        container.put("volumeMounts", List.of(sql, Hardening.scratchMount()));
        return container;
    }

    private List<Map<String, Object>> env() {
        var env = new ArrayList<Map<String, Object>>();
        Variables.renamed(spec.envs(), URL, "FLYWAY_URL").ifPresent(env::add);
        for (var name : List.of("FLYWAY_USER", "FLYWAY_PASSWORD")) {
            Variables.renamed(spec.envs(), LOGIN.getOrDefault(name, name), name)
                    .ifPresent(env::add);
        }
        env.add(Variables.literal("FLYWAY_LOCATIONS", "filesystem:" + FOLDER));
        env.add(Variables.literal("FLYWAY_TABLE", "flyway_" + name().replace('-', '_')));
        env.add(Variables.literal("FLYWAY_BASELINE_ON_MIGRATE", "true"));
        env.add(Variables.literal("FLYWAY_BASELINE_VERSION", "0"));
        env.add(Variables.literal("FLYWAY_VALIDATE_MIGRATION_NAMING", "true"));
        // The database may still be starting.
        env.add(Variables.literal("FLYWAY_CONNECT_RETRIES", "60"));
        env.add(Variables.literal("REDGATE_DISABLE_TELEMETRY", "true"));
        env.add(Variables.literal("HOME", "/tmp"));
        return env;
    }
}
