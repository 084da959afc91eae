package dev.tideway.knlocal.cli;

import java.util.List;

/// How a status is shown.
interface View<T> {
    String json(T status);

    List<String> table(T status, boolean colours);

    /// A line for each thing that has changed since the last call.
    List<String> changes(T status);
}
