package dev.omnipoints.suite.demo;

import dev.omnipoints.suite.local.Audit;
import dev.omnipoints.suite.local.DataOption;
import dev.omnipoints.suite.rest.Gateway;
import dev.omnipoints.suite.rest.LocalJson;
import dev.omnipoints.suite.terminal.Failure;
import dev.omnipoints.suite.terminal.Terminal;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * A play through the public interfaces, and the test clock; ends with 0 where all came out as told and the ledger
 * verifies.
 */
@Command(name = "demo", description = "One customer, three channels, one balance: told as it happens.")
public final class Demo implements Callable<Integer> {
    @Mixin
    private DataOption data;

    @Override
    public Integer call() {
        var folder = data.folder();
        var local = LocalJson.of(folder.path());
        var narrator = new Narrator(Terminal.standard());
        try (var gateway = new Gateway(local)) {
            new Play(gateway, local, folder, narrator).perform();
        } catch (IOException e) {
            throw new Failure("The gateway does not answer (" + e + ").", "See that the suite runs: ./omnipoints up.");
        }
        narrator.tell("AUDIT", "Every account is recounted from its journal:");
        int code = Audit.ofRunning(folder);
        if (code == 0) {
            narrator.end("One customer, three channels, one balance, and the ledger verifies.");
        }
        return code;
    }
}
