package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.status.Status;
import dev.tideway.knlocal.status.StatusJson;
import java.util.List;

/// Of a runner on this machine.
record RunnerView(StatusLines lines) implements View<Status> {
    @Override
    public String json(Status status) {
        return StatusJson.write(status);
    }

    @Override
    public List<String> table(Status status, boolean colours) {
        return new StatusTables(status).lines(colours);
    }

    @Override
    public List<String> changes(Status status) {
        return lines.changes(status);
    }
}
