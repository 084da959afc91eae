package dev.tideway.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The overlays' scripts, with a small kubectl and curl in place of the real ones, which keep what they are given in files.
class ScriptsTest {
    private static final Path CREATE_SECRETS =
            Repository.OVERLAYS.resolve("quickstart/create-secrets");
    private static final Path COPY_CREDENTIALS =
            Repository.ROOT.resolve("deploy/components/kafka/copy-credentials.sh");

    @TempDir Path folder;
    private String output = "";

    @BeforeEach
    void tools() throws IOException {
        tool(
                "kubectl",
                """
                echo "$@" >>calls
                case "$*" in
                *" get "*) cat "made-$(echo "$*" | sed 's,.* [a-z]*/\\([^ ]*\\) .*,\\1,')" 2>/dev/null || true ;;
                *"create --filename -"*)
                    cat >new
                    mv new "made-$(sed -n 's/^  name: //p' new)"
                    ;;
                esac
                """);
    }

    @Test
    void secrets_are_made_once_with_passwords_of_their_own() throws Exception {
        // When
        assertThat(run(CREATE_SECRETS, "--context", "kind")).as(output).isZero();
        var first = Files.readString(folder.resolve("made-sales-db-app"));
        var calls = Files.readString(folder.resolve("calls"));
        assertThat(run(CREATE_SECRETS, "--context", "kind")).as(output).isZero();
        // Then
        assertThat(first)
                .containsPattern("(?m)^  username: sales$")
                .containsPattern("(?m)^  password: [A-Za-z0-9]{32}$")
                .containsPattern("(?m)^  jdbc-uri: jdbc:postgresql://postgresql:5432/sales$");
        assertThat(Files.readString(folder.resolve("made-sales-db-app"))).isEqualTo(first);
        assertThat(Files.readString(folder.resolve("made-tideway")))
                .as("make undeploy knows the namespace by it")
                .contains("    app.kubernetes.io/part-of: tideway\n");
        assertThat(password("sales-db-app")).isNotEqualTo(password("inventory-db-app"));
        for (var name :
                List.of(
                        "payments-db-app",
                        "operations-db-app",
                        "insight-db-app",
                        "catalogue-db-app",
                        "planning-db-app",
                        "postgresql")) {
            assertThat(folder.resolve("made-" + name)).exists();
        }
        assertThat(calls)
                .as("no password is an argument")
                .doesNotContain(password("sales-db-app"))
                .startsWith("--context kind ");
    }

    @Test
    void without_kubectl_there_is_one_line_that_says_so() throws Exception {
        // Given
        Files.delete(folder.resolve("bin/kubectl"));
        tool("tr", "");
        // When
        var code = run(CREATE_SECRETS, "--only-these-tools");
        // Then
        assertThat(code).isEqualTo(1);
        assertThat(output)
                .isEqualTo(
                        "kubectl is not installed: see https://kubernetes.io/docs/tasks/tools\n");
    }

    @Test
    void the_kafkas_credentials_become_one_secret_once_both_are_there() throws Exception {
        // Given
        account();
        tool("sleep", "echo slept >>calls");
        tool(
                "curl",
                """
                echo "$@" >>calls
                case "$*" in
                *secrets/knative) echo '{"data": {"password": "cGFzcw==", "sasl.jaas.config": "eA=="}}' ;;
                *cluster-ca-cert) [ "$(grep -c slept calls)" -gt 1 ] && echo '{"data": {"ca.crt": "Y2E=", "ca.p12": "eA=="}}' ;;
                *PATCH*) cat >made ;;
                esac
                """);
        // When
        assertThat(run(COPY_CREDENTIALS)).as(output).isZero();
        // Then
        var secret = Yaml.documents(Files.readString(folder.resolve("made"))).getFirst();
        assertThat(secret.path("data").toString())
                .isEqualTo(
                        "{\"protocol\":\"U0FTTF9TU0w=\",\"sasl.mechanism\":\"U0NSQU0tU0hBLTUxMg==\",\"user\":\"a25hdGl2ZQ==\","
                                + "\"password\":\"cGFzcw==\",\"ca.crt\":\"Y2E=\"}");
        assertThat(Files.readString(folder.resolve("calls")))
                .doesNotContain("a-token")
                .doesNotContain("cGFzcw");
        assertThat(output).contains("waiting for").doesNotContain("cGFzcw");
    }

    /// The script's own paths, moved into the folder of the test.
    private void account() throws IOException {
        Files.writeString(folder.resolve("namespace"), "tideway");
        Files.writeString(folder.resolve("token"), "a-token");
    }

    private String password(String secret) throws IOException {
        return Files.readString(folder.resolve("made-" + secret))
                .lines()
                .filter(line -> line.startsWith("  password: "))
                .findFirst()
                .orElseThrow();
    }

    private void tool(String name, String script) throws IOException {
        var bin = Files.createDirectories(folder.resolve("bin"));
        var file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private int run(Path script, String... arguments) throws IOException, InterruptedException {
        var text =
                Files.readString(script)
                        .replace("/var/run/secrets/kubernetes.io/serviceaccount", folder.toString())
                        .replace("/tmp/token", folder.resolve("config").toString());
        var copy = Files.writeString(folder.resolve("script"), text);
        var command = new ArrayList<>(List.of("/bin/sh", copy.toString()));
        command.addAll(List.of(arguments));
        var process =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        var rest =
                List.of(arguments).contains("--only-these-tools")
                        ? ""
                        : File.pathSeparator + process.environment().get("PATH");
        process.environment().put("PATH", folder.resolve("bin") + rest);
        var started = process.start();
        output = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return started.waitFor();
    }
}
