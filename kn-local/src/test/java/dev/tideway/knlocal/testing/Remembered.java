package dev.tideway.knlocal.testing;

import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.journey.Step;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A journey that remembers its steps, in the order they were recorded.
public final class Remembered implements Journey {
    private final CopyOnWriteArrayList<Step> steps = new CopyOnWriteArrayList<>();

    @Override
    public void record(Step step) {
        steps.add(step);
    }

    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /// Those of one kind.
    public <S extends Step> List<S> steps(Class<S> kind) {
        return steps.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
