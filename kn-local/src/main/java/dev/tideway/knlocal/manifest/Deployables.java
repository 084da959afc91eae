package dev.tideway.knlocal.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// The functions as a cluster is to get them.
///
/// @param problems what is wrong with a func.yaml; that function is left out
public record Deployables(List<Deployable> functions, List<Problem> problems) {
    public record Deployable(FunctionSpec spec, Deployment deployment) {}

    /// Reads the func.yamls, and the ConfigMaps and Secrets that they may name.
    public static Deployables read(Sources sources) {
        var findings = new Findings();
        var folder = new Folder(sources, findings);
        sources.manifests().forEach(folder::read);
        var reader =
                new FuncReader(
                        configuration(folder, sources), ServingConfig.USUAL, sources, findings);
        var functions = new ArrayList<Deployable>();
        for (var directory : sources.functions()) {
            var file = directory.resolve("func.yaml");
            findings.unlessProblems(() ->
                            folder.single(file)
                                    .flatMap(it -> reader.read(it, directory, folder.name(file))))
                    .ifPresent(func -> {
                        noSubscriptions(func, findings);
                        functions.add(new Deployable(func.spec(), func.deployment()));
                    });
        }
        return new Deployables(functions, findings.problems());
    }

    private static Configuration configuration(Folder folder, Sources sources) {
        var configMaps = new LinkedHashMap<Key, ConfigMap>();
        var secrets = new LinkedHashMap<Key, Secret>();
        for (var resource : folder.resources()) {
            if (resource.kind() == Kinds.Handled.CONFIG_MAP) {
                configMaps.put(resource.key(), ConfigMap.of(resource));
            } else if (resource.kind() == Kinds.Handled.SECRET) {
                secrets.put(resource.key(), Secret.of(resource));
            }
        }
        return new Configuration(configMaps, secrets, sources.secrets());
    }

    private static void noSubscriptions(FuncReader.Func func, Findings findings) {
        for (var subscription : func.subscriptions()) {
            findings.problem(
                    subscription.place(),
                    "deploy.subscriptions",
                    "is for func deploy alone",
                    "put a Trigger into triggers/");
        }
    }
}
