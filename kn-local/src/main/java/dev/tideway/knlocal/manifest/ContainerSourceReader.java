package dev.tideway.knlocal.manifest;

import java.util.Optional;

/// Reads a ContainerSource.
final class ContainerSourceReader {
    private final ProgramReader programs;
    private final Findings findings;

    ContainerSourceReader(ProgramReader programs, Findings findings) {
        this.programs = programs;
        this.findings = findings;
    }

    Optional<ContainerSource> read(Resource resource) {
        return resource.spec()
                .flatMap(spec -> {
                    var program = programs.template(spec, resource);
                    var overrides = Overrides.read(spec);
                    var sink = SinkReader.required(spec, resource.origin(findings));
                    spec.done();
                    return program.flatMap(it ->
                            sink.map(to ->
                                    new ContainerSource(
                                            resource.key(), it, to, overrides, resource.place())));
                });
    }
}
