package dev.tideway.knlocal;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.TimeUnit;

/// The threads behind the ports and the HTTP clients.
final class EventLoops {
    private EventLoops() {}

    static Vertx open(Opened opened) {
        // Nothing is served from files: so none is unpacked.
        var options =
                new VertxOptions()
                        .setPreferNativeTransport(true)
                        .setFileSystemOptions(
                                new FileSystemOptions()
                                        .setClassPathResolvingEnabled(false)
                                        .setFileCachingEnabled(false));
        var vertx = Vertx.vertx(options);
        opened.add(() ->
                vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS));
        return vertx;
    }
}
