package dev.tideway.images;

import com.google.cloud.tools.jib.api.InsecureRegistryException;
import com.google.cloud.tools.jib.api.RegistryUnauthorizedException;
import com.google.cloud.tools.jib.http.ResponseException;
import com.google.cloud.tools.jib.registry.RegistryCredentialsNotSentException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Why something could not be done, in one line with the mend.
final class Reasons {
    private Reasons() {}

    /// The outermost of its causes that is known; else what the innermost says, which is what the registry, the network
    /// or the disk said.
    static String of(Throwable failure) {
        var innermost = failure;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            var reason = known(cause);
            if (reason.isPresent()) {
                return reason.get();
            }
            innermost = cause;
        }
        return firstLine(innermost);
    }

    private static Optional<String> known(Throwable cause) {
        return Optional.ofNullable(
                switch (cause) {
                    case RegistryUnauthorizedException e -> refused(e);
                    case RegistryCredentialsNotSentException _ ->
                            "it asks for a login, and gets no password over plain HTTP: give it HTTPS";
                    case ResponseException e -> answered(e.getStatusCode());
                    case UnknownHostException e ->
                            "there is no host %s: check REGISTRY, and the network"
                                    .formatted(firstLine(e).replaceFirst(":.*", ""));
                    case ConnectException e when causes(e, UnresolvedAddressException.class) ->
                            "there is no such host: check REGISTRY, and the network";
                    case HttpTimeoutException _ ->
                            "no answer comes from there: check REGISTRY, and the network";
                    case ConnectException _ ->
                            "nobody takes connections there: check REGISTRY, and whether it runs";
                    case InsecureRegistryException _, SSLException _ ->
                            "it speaks no HTTPS that this machine trusts: if that is meant, ARGS=--insecure";
                    case FileSystemException e -> file(e);
                    default -> null;
                });
    }

    private static boolean causes(Throwable failure, Class<? extends Throwable> type) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String refused(RegistryUnauthorizedException e) {
        var registry = e.getImageReference().replaceFirst("/.*", "");
        var status =
                e.getCause() instanceof ResponseException it ? " with " + it.getStatusCode() : "";
        return "the registry refuses it%s: docker login %s, as someone who may push there"
                .formatted(status, registry);
    }

    private static String answered(int status) {
        return status >= 500
                ? "the registry answers %d: try again, or look into its log".formatted(status)
                : "the registry answers %d: check REGISTRY".formatted(status);
    }

    private static String file(FileSystemException e) {
        var reason = e instanceof AccessDeniedException ? "access denied" : e.getReason();
        return "cannot use the file %s%s: make room or take it out of the way"
                .formatted(e.getFile(), reason == null ? "" : " (" + reason + ")");
    }

    private static String firstLine(Throwable failure) {
        var said = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return said.lines().findFirst().orElse(said);
    }
}
