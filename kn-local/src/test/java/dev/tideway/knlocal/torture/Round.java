package dev.tideway.knlocal.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// One world, tortured a few times at moments that the seed chooses: moments of progress, not of time.
final class Round {
    private static final int MOST_ACTS = 3;
    private static final int EVENTS_PER_ACT = 120;

    private final World world;
    private final Random random;
    private final Verdict verdict = new Verdict();
    private final List<Act> acts = new ArrayList<>();

    /// What is done to a world.
    private enum Act {
        KILL_INSTANCES,
        KILL_RUNNER,
        STOP_RUNNER,
        KILL_KAFKA,
        KILL_KAFKA_AND_INSTANCES,
        KILL_KAFKA_AND_RUNNER
    }

    private Round(World world, long seed) {
        this.world = world;
        this.random = new Random(seed);
    }

    /// The seed also says in which kind of world.
    static void play(long seed, Path root) throws Exception {
        var kinds = World.Kind.values();
        var kind = kinds[Math.floorMod(seed, kinds.length)];
        System.out.printf("TortureIT: %s, SEED=%d%n", kind, seed);
        long start = System.nanoTime();
        try (var world = new World(kind, root)) {
            var round = new Round(world, seed);
            round.play();
            System.out.printf(
                    "TortureIT: %s, SEED=%d: %s; %d events accepted, %d deliveries, %d s%n",
                    kind,
                    seed,
                    round.acts,
                    world.load().accepted().size(),
                    world.lines().size(),
                    (System.nanoTime() - start) / 1_000_000_000);
            assertThat(round.verdict.broken()).as("SEED=%d %s", seed, round.acts).isEmpty();
        }
    }

    private void play() throws Exception {
        for (int i = random.nextInt(MOST_ACTS); i >= 0; i--) {
            world.load().add(EVENTS_PER_ACT);
            world.load().awaitLeft(random.nextInt(EVENTS_PER_ACT));
            var act = choose();
            acts.add(act);
            perform(act);
        }
        world.awaitQuiet();
        verdict.allAccountedFor(world.load().accepted(), world.lines());
        if (world.kind() != World.Kind.IN_MEMORY) {
            stop();
            verdict.atTheEnd(Autopsy.of(world), world.lines());
        }
    }

    private Act choose() {
        var possible =
                switch (world.kind()) {
                    case IN_MEMORY -> List.of(Act.KILL_INSTANCES);
                    case EMBEDDED -> List.of(Act.KILL_INSTANCES, Act.KILL_RUNNER, Act.STOP_RUNNER);
                    case OWN_KAFKA -> List.of(Act.values());
                };
        return possible.get(random.nextInt(possible.size()));
    }

    private void perform(Act act) throws Exception {
        switch (act) {
            case KILL_INSTANCES -> world.killInstances();
            case KILL_RUNNER -> {
                world.killRunner();
                verdict.afterEnd(Autopsy.of(world), world.lines());
                world.startRunner();
            }
            case STOP_RUNNER -> {
                stop();
                world.startRunner();
            }
            case KILL_KAFKA -> {
                world.killKafka();
                world.startKafka();
            }
            case KILL_KAFKA_AND_INSTANCES -> {
                world.killKafka();
                world.killInstances();
                world.startKafka();
            }
            case KILL_KAFKA_AND_RUNNER -> {
                world.killKafka();
                world.killRunner();
                world.startKafka();
                verdict.afterEnd(Autopsy.of(world), world.lines());
                world.startRunner();
            }
        }
    }

    private void stop() throws Exception {
        world.stopRunner();
        var autopsy = Autopsy.of(world);
        verdict.afterStop(autopsy, world.lines(), world.killed());
        verdict.afterEnd(autopsy, world.lines());
    }
}
