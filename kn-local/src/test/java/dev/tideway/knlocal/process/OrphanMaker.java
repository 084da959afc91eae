package dev.tideway.knlocal.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A JVM to be killed: starts a child that has a child of its own, and waits for its end.
final class OrphanMaker {
    private OrphanMaker() {}

    public static void main(String[] args) throws Exception {
        var tools = LeashIT.Kind.valueOf(args[0]).tools();
        var folder = Path.of(args[1]);
        var command =
                List.of("/bin/sh", "-c", "sleep 600 & echo $! > grandchild; echo $$ > child; wait");
        var launch =
                Launch.of(command, folder, Map.of("PATH", "/usr/bin:/bin"), folder.resolve("log"));
        new Leash(tools).start(launch).exited().join();
    }
}
