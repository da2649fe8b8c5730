package dev.omnipoints.suite.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.omnipoints.suite.rest.Gateway;
import dev.omnipoints.suite.rest.LocalJson;
import dev.omnipoints.suite.terminal.Failure;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verifies the ledger's published roots: those in files, or those that the folder's suite publishes now. */
@Command(
        name = "verify-roots",
        description = "Verify the ledger's signed daily roots, of files (pages of GET /v1/admin/ledger/roots) or of the"
                + " suite that runs. Exit code 0: all true, 1: a lie found, 2: could not run.")
public final class VerifyRoots implements Callable<Integer> {
    private static final String PATH = "/v1/admin/ledger/roots?pageSize=200";
    private static final int NOT_RUN = 2;

    @Mixin
    private DataOption data;

    @Option(
            names = "--keys",
            paramLabel = "ID=KEY,...",
            description = "Public keys that verify (base64 of X.509 SPKI DER); without it those that the pages tell.")
    private String keys;

    @Parameters(paramLabel = "FILE", description = "Pages in their order; none: what the suite publishes now.")
    private List<Path> files = List.of();

    @Override
    public Integer call() throws IOException {
        Part.LOYALTY.jar();
        if (!files.isEmpty()) {
            return verify(files);
        }
        var folder = Files.createTempDirectory("omnipoints-roots");
        var pages = new ArrayList<Path>();
        try {
            for (JsonNode page : published()) {
                pages.add(Files.write(folder.resolve(pages.size() + ".json"), Json.MAPPER.writeValueAsBytes(page)));
            }
            return verify(pages);
        } finally {
            for (Path page : pages) {
                Files.delete(page);
            }
            Files.delete(folder);
        }
    }

    private List<JsonNode> published() {
        var pages = new ArrayList<JsonNode>();
        try (var gateway = new Gateway(LocalJson.of(data.folder().path()))) {
            var token = gateway.staffToken("admin");
            var next = "";
            do {
                var more = next.isEmpty() ? "" : "&pageToken=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
                var page = gateway.get(PATH + more, token).orFail("The list of roots");
                pages.add(page);
                next = page.path("nextPageToken").asText("");
            } while (!next.isEmpty());
        } catch (IOException e) {
            throw new Failure("The gateway does not answer (" + e + ").", "See that the suite runs: ./omnipoints up.");
        }
        return pages;
    }

    private int verify(List<Path> pages) {
        var command = new ArrayList<String>();
        command.add(ServiceProcess.java());
        command.addAll(ServiceSettings.once(Part.LOYALTY, "verify-roots"));
        if (keys != null) {
            command.addAll(List.of("--keys", keys));
        }
        pages.forEach(page -> command.add(page.toString()));
        var builder = new ProcessBuilder(command).inheritIO();
        ServiceProcess.clean(builder.environment());
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new Failure("The verifier cannot be started (" + e.getMessage() + ").", "Try again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NOT_RUN;
        }
    }
}
