package dev.tideway.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.cloud.tools.jib.api.ImageReference;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {
    private static final String PASSWORD = "changeit";

    @TempDir Path folder = Path.of("");

    @Test
    void one_with_a_certificate_that_nobody_vouches_for_is_there_when_that_is_meant()
            throws Exception {
        var server = HttpsServer.create(new InetSocketAddress(loopback(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
        server.start();
        try {
            var image = image(server);
            Registry.expectThere(image, true);
            assertThatExceptionOfType(ImageException.class)
                    .isThrownBy(() -> Registry.expectThere(image, false))
                    .withMessageContaining("--insecure");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void one_that_speaks_plain_http_is_there_when_that_is_meant() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(loopback(), 0), 0);
        server.start();
        try {
            Registry.expectThere(image(server), true);
        } finally {
            server.stop(0);
        }
    }

    private static ImageReference image(HttpServer server) throws Exception {
        return Image.reference(
                "localhost:" + server.getAddress().getPort() + "/store", "orders", "1");
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    private SSLContext selfSigned()
            throws IOException, InterruptedException, GeneralSecurityException {
        var file = folder.resolve("store.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made =
                new ProcessBuilder(
                                keytool,
                                "-genkeypair",
                                "-alias",
                                "it",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                PASSWORD)
                        .inheritIO()
                        .start();
        assertThat(made.waitFor()).isZero();
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
