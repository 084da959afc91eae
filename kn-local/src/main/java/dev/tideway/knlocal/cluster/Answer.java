package dev.tideway.knlocal.cluster;

/// How a run of kubectl ended.
record Answer(int exitCode, String out, String err) {
    boolean ok() {
        return exitCode == 0;
    }

    boolean notFound() {
        return err.contains("(NotFound)") || err.contains("could not find the requested resource");
    }

    boolean forbidden() {
        return err.contains("(Forbidden)");
    }
}
