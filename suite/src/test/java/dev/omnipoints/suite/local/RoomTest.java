package dev.omnipoints.suite.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omnipoints.suite.terminal.Failure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomTest {
    private static final long MEGABYTE = 1 << 20;

    @TempDir
    Path temp;

    @Test
    void withTooLittleRoomNothingIsMade() {
        var folder = Folder.at(temp.resolve("new/data"));
        assertThatThrownBy(() -> new Room(folder, disk -> 300 * MEGABYTE).require())
                .isInstanceOf(Failure.class)
                .hasMessage("The disk of " + folder.path()
                        + " is full: 300 MB are left, a start needs 512 MB. Nothing was started or changed.");
        assertThatCode(() -> new Room(folder, disk -> 512 * MEGABYTE).require()).doesNotThrowAnyException();
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void whatIsThereStartsWithLess() throws Exception {
        var folder = Folder.at(temp);
        Files.createDirectory(folder.database());
        assertThatCode(() -> new Room(folder, disk -> 96 * MEGABYTE).require()).doesNotThrowAnyException();
        assertThatThrownBy(() -> new Room(folder, disk -> 96 * MEGABYTE - 1).require())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("is full: 95 MB are left, a start needs 96 MB.");
    }

    @Test
    void whatFailsForAFullDiskIsToldAsThat() {
        var room = new Room(Folder.at(temp), disk -> 600 * MEGABYTE);
        var other = new Failure("It failed.", "Read the log.");
        assertThat(room.explained(other)).isSameAs(other);
        var told = room.explained(new Failure("initdb failed: No space left on device", "Read the log."));
        assertThat(told).hasMessage("The disk of " + temp + " is full. initdb failed: No space left on device");
        assertThat(told.remedy()).startsWith("Free at least 512 MB there and run ./omnipoints up again: ");
        assertThat(new Room(Folder.at(temp), disk -> 15 * MEGABYTE).explained(other))
                .hasMessage("The disk of " + temp + " is full. It failed.");
    }

    /** On a real one, in a namespace of its own; where the machine gives none this is told as skipped. */
    @Test
    void aDatabaseMeetsAFullDiskAtEveryStepAndGoesOnOnceThereIsRoom() throws Exception {
        Assumptions.assumeTrue(mounts(), "no user namespace in which to mount a small disk");
        assertThat(onSmallDisk(java(), "-cp", System.getProperty("java.class.path"), FullDisk.class.getName(), disk()))
                .containsExactly(
                        "unpacking: full, [log]",
                        "making: full, [log, server]",
                        "running: 53100",
                        "starting: full",
                        "there is room: 1 row");
    }

    /** Where there is too little, the command says so, and does nothing. */
    @Test
    void upOnASmallDiskSaysWhatToDo() throws Exception {
        Assumptions.assumeTrue(mounts(), "no user namespace in which to mount a small disk");
        var data = disk() + "/data";
        assertThat(onSmallDisk(
                        java(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.omnipoints.suite.Omnipoints",
                        "up",
                        "--detach",
                        "--data",
                        data))
                .containsExactly(
                        "omnipoints: The disk of " + data
                                + " is full: 250 MB are left, a start needs 512 MB. Nothing was started or changed.",
                        "            Free some there and run the same again, or name another folder with --data DIR.",
                        "ended with 1");
    }

    private static String java() {
        return ServiceProcess.java();
    }

    private String disk() {
        return temp.resolve("disk").toString();
    }

    private boolean mounts() throws Exception {
        try {
            return onSmallDisk("true").isEmpty();
        } catch (IOException noSuchTool) {
            return false;
        }
    }

    /** What a command says, run where the folder is a disk of 250 MB that nobody else sees. */
    private List<String> onSmallDisk(String... command) throws Exception {
        Files.createDirectories(Path.of(disk()));
        var output = new File(temp.toFile(), "output");
        var script = "mount -t tmpfs -o size=250m none \"$0\" && \"$@\" || echo \"ended with $?\"";
        var process = new ProcessBuilder("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, disk());
        process.command().addAll(List.of(command));
        var running = process.redirectErrorStream(true).redirectOutput(output).start();
        assertThat(running.waitFor(3, TimeUnit.MINUTES)).isTrue();
        return Files.readAllLines(output.toPath());
    }
}
