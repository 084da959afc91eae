package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.manifest.FunctionSpec.Env;
import java.util.List;

/// What a container comes to on this machine: a command, and the variables that its manifest gives it.
public record Program(List<String> command, List<Env> envs) {
    public Program {
        command = List.copyOf(command);
        envs = List.copyOf(envs);
    }
}
