package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Fields;
import java.util.Optional;

/// Reads a JobSink as far as its Job says what to run.
final class JobSinkReader {
    /// Kubernetes' own.
    private static final int BACKOFF_LIMIT = 6;

    private final ProgramReader programs;
    private final Findings findings;

    JobSinkReader(ProgramReader programs, Findings findings) {
        this.programs = programs;
        this.findings = findings;
    }

    Optional<JobSink> read(Resource resource) {
        return resource.spec()
                .flatMap(spec -> {
                    if (!spec.has("job")) {
                        spec.problem("job", "is missing", "");
                    }
                    var job = spec.fields("job");
                    spec.done();
                    return job.flatMap(it -> job(it, resource));
                });
    }

    private Optional<JobSink> job(Fields job, Resource resource) {
        job.skip("apiVersion", "kind", "metadata");
        if (!job.has("spec")) {
            job.problem("spec", "is missing", "");
        }
        var spec = job.fields("spec");
        job.done();
        return spec.flatMap(it -> spec(it, resource));
    }

    private Optional<JobSink> spec(Fields spec, Resource resource) {
        var limit = spec.whole("backoffLimit", 0, 1000).orElse(BACKOFF_LIMIT);
        for (var key : new String[] {"completions", "parallelism"}) {
            if (spec.whole(key, 0, Integer.MAX_VALUE).filter(it -> it > 1).isPresent()) {
                findings.note(
                        resource.at(spec.line(key)),
                        spec.path(key),
                        "is more than 1, and kn-local runs one process for each event");
            }
        }
        spec.skip(
                "activeDeadlineSeconds",
                "ttlSecondsAfterFinished",
                "completionMode",
                "podFailurePolicy",
                "podReplacementPolicy",
                "suspend",
                "manualSelector",
                "selector");
        var program = programs.template(spec, resource);
        spec.done();
        return program.map(it -> new JobSink(resource.key(), it, limit, resource.place()));
    }
}
