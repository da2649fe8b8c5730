package dev.omnipoints.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.omnipoints.suite.local.Folder;
import dev.omnipoints.suite.local.Instance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path temp;

    @Test
    void localJsonTellsScriptsAllTheyNeedAndNobodyElse() throws Exception {
        var file = RunningSuite.get().folder().resolve("local.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        var local = JSON.readTree(file.toFile());
        assertThat(local.fieldNames())
                .toIterable()
                .containsExactly("rest", "grpc", "programme", "keys", "tillKey", "issuer", "clients");
        assertThat(local.path("rest").asText())
                .isEqualTo("http://" + local.path("grpc").asText());
        assertThat(local.path("programme").asText()).isEqualTo("demo");
        assertThat(local.path("keys").fieldNames())
                .toIterable()
                .containsExactly("STORE", "WEB", "APP", "SALON", "CALL_CENTRE");
        assertThat(local.path("keys").path("SALON").asText()).matches("op_local_[A-Za-z0-9_-]{43}");
        assertThat(local.path("tillKey").path("store").asText()).isEqualTo("PAR-012");
        assertThat(local.path("tillKey").path("terminal").asText()).isEqualTo("T3");
        assertThat(local.path("clients").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "member", "viewer", "care", "marketing", "marketing2", "finance", "admin", "partner");
        assertThat(local.path("clients").path("care").fieldNames()).toIterable().containsExactly("id", "secret");
    }

    @Test
    void secretsAreOnNoCommandLine() {
        var passwords = RunningSuite.settings(RunningSuite.get().folder()).path("secrets");
        var lines = ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .toList();
        for (var password : passwords.path("passwords")) {
            assertThat(lines).noneMatch(line -> line.contains(password.asText()));
        }
        assertThat(lines)
                .noneMatch(line -> line.contains(passwords.path("lookupKey").asText()));
    }

    @Test
    void takenPortIsToldBeforeAnythingStarts() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var up = Cli.run("up", "--data", temp.resolve("data"), "--port", other.getLocalPort());
            assertThat(up.output())
                    .contains(
                            "omnipoints: Port " + other.getLocalPort() + " is taken",
                            "Stop it, or choose another with --port N.");
            assertThat(up.code()).isOne();
        }
        assertThat(temp.resolve("data/pg")).doesNotExist();
        assertNothingRunsIn(temp);
    }

    @Test
    void secondSuiteOnAFolderIsRefused() throws Exception {
        var folder = RunningSuite.get().folder();
        var up = Cli.run("up", "--data", folder, "--port", RunningSuite.freePort());
        assertThat(up.output()).contains("A suite runs in " + folder + " already (process ");
        assertThat(up.code()).isOne();
        assertThat(folder.resolve("local.json")).exists();
    }

    @Test
    void foldersThatAreNoSuitesAreLeftAlone() throws Exception {
        Files.writeString(temp.resolve("letter.txt"), "Dear Ada");
        var up = Cli.run("up", "--fresh", "--data", temp);
        assertThat(up.output()).contains(temp + " holds files that are not a suite's.");
        assertThat(up.code()).isOne();
        assertThat(temp.resolve("letter.txt")).hasContent("Dear Ada");
        var behindAFile = Cli.run("up", "--data", temp.resolve("letter.txt/data"));
        assertThat(behindAFile.output()).contains("cannot be written");
        assertThat(behindAFile.code()).isOne();
    }

    @Test
    void serviceThatIsNotBuiltIsNamed() throws Exception {
        var up = Cli.run(temp, "up", "--data", temp.resolve("data"));
        assertThat(up.output()).contains("profile-service is not built: ", "Run ./omnipoints up, which builds it.");
        assertThat(up.code()).isOne();
    }

    @Test
    void serviceThatDiesWhileStartingTakesTheOthersWithItAndSaysWhy() throws Exception {
        for (String service : List.of("profile-service", "channel-gateway")) {
            Files.createSymbolicLink(temp.resolve(service), Cli.home().resolve(service));
        }
        var broken = Files.createDirectories(temp.resolve("loyalty-service/target/quarkus-app/app"));
        Files.writeString(broken.resolveSibling("quarkus-run.jar"), "no jar");
        var up = Cli.run(temp, "up", "--data", temp.resolve("data"), "--port", RunningSuite.freePort());
        assertThat(up.output())
                .contains(
                        "omnipoints: loyalty-service-migrate ended with code 1. Its last lines:\n",
                        "Invalid or corrupt jarfile",
                        "Read " + temp.resolve("data/log/loyalty-service-migrate.log"));
        assertThat(up.code()).isOne();
        assertThat(temp.resolve("data/local.json")).doesNotExist();
        assertNothingRunsIn(temp);
    }

    @Test
    void printedCommandsWorkDownLeavesNothingAndTheNextUpFindsItsData() throws Exception {
        var data = temp.resolve("data");
        var up = Cli.run("up", "--detach", "--data", data, "--port", RunningSuite.freePort());
        assertThat(up.code()).as(up.output()).isZero();
        assertThat(up.output()).contains("WARN", "no production", "./omnipoints down stops it");
        var commands = commands(up.output());
        assertThat(commands).hasSize(3);
        assertThat(paste(commands.get(0)).at("/balance/available")).hasToString("0");
        assertThat(paste(commands.get(1)).at("/earned/points")).hasToString("42");
        var balance = paste(commands.get(2));
        assertThat(balance.path("available")).hasToString("42");

        try (var beside = Instance.loyalty(Folder.at(data))) {
            var down = Cli.run("down", "--data", data);
            assertThat(down.output()).startsWith("Stopped; the data stays in " + data);
            assertThat(data.resolve("local.json")).doesNotExist();
            assertNothingRunsIn(temp);
        }
        assertThat(Cli.run("down", "--data", data).output()).startsWith("Nothing runs in " + data);
        assertThat(Cli.run("audit", "--data", data).code()).isZero();
        assertNothingRunsIn(temp);

        var output = temp.resolve("again.out");
        var again = RunningSuite.up(data, output);
        try {
            assertThat(paste(commands.get(2)).path("available"))
                    .as("the same as before: %s", balance)
                    .isEqualTo(balance.path("available"));
            assertThat(Files.readString(output)).doesNotContain("migrated");
        } finally {
            again.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        }
        assertThat(Cli.run("down", "--data", data).output()).startsWith("Stopped what a killed suite had left running");
        assertNothingRunsIn(temp);
    }

    private static List<String> commands(String output) {
        return output.lines().filter(line -> line.contains("curl ")).toList();
    }

    private static JsonNode paste(String command) throws IOException, InterruptedException {
        var shell = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .start();
        var output = new String(shell.getInputStream().readAllBytes());
        assertThat(shell.waitFor()).as(output).isZero();
        return JSON.readTree(output);
    }

    private static void assertNothingRunsIn(Path folder) {
        var mention = Pattern.compile(Pattern.quote(folder + "/"));
        assertThat(ProcessHandle.allProcesses()
                        .flatMap(process -> process.info().commandLine().stream())
                        .filter(mention.asPredicate()))
                .isEmpty();
    }
}
