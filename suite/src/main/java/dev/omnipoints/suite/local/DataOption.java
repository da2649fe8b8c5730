package dev.omnipoints.suite.local;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which suite a command is about. */
public final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The suite's folder (default: .data in the repository).")
    private Path data;

    /** The folder named; else the repository's own, from wherever the command is given. */
    public Folder folder() {
        return Folder.at(data == null ? Path.of(System.getProperty(Part.HOME, "."), ".data") : data);
    }
}
