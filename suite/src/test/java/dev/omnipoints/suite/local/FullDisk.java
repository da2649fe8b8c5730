package dev.omnipoints.suite.local;

import dev.omnipoints.suite.terminal.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a suite's database says of a small disk that is filled at each step; a process of its own, see RoomTest. */
final class FullDisk {
    private static final String PASSWORD = "a password";
    private static final int BLOCK = 4_096;
    private static final long MEGABYTE = 1 << 20;

    private final Path disk;
    private final Folder folder;
    private final Postgres postgres;
    private final int port = Ports.behind(Ports.DEFAULT_GATEWAY).database();

    private FullDisk(Path disk) {
        this.disk = disk;
        this.folder = Folder.at(disk.resolve("data"));
        this.postgres = new Postgres(folder);
    }

    /** @param arguments the disk, empty */
    public static void main(String[] arguments) throws Exception {
        new FullDisk(Path.of(arguments[0])).tell();
    }

    private void tell() throws Exception {
        folder.prepare();
        fill(10 * MEGABYTE);
        System.out.println("unpacking: " + told(() -> postgres.create(PASSWORD)) + ", " + made());
        empty();
        Binaries.unpack(folder.server());
        fill(30 * MEGABYTE);
        System.out.println("making: " + told(() -> postgres.create(PASSWORD)) + ", " + made());
        empty();
        postgres.create(PASSWORD);
        postgres.start(port);
        try {
            write();
            postgres.stop();
            fill(0);
            System.out.println("starting: " + told(() -> postgres.start(port)));
            empty();
            postgres.start(port);
            System.out.println("there is room: " + rows() + " row");
        } finally {
            postgres.stop();
        }
    }

    private interface Step {
        void run();
    }

    private String told(Step step) {
        try {
            step.run();
            return "done";
        } catch (Failure e) {
            var told = new Room(folder).explained(e).getMessage();
            return told.startsWith("The disk of " + folder.path() + " is full. ") ? "full" : told;
        }
    }

    /** One row is acknowledged; what finds the disk full is not. */
    private void write() throws Exception {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept AS SELECT 1 AS number");
            fill(0);
            try {
                statement.execute("CREATE TABLE large AS SELECT repeat('x', 1000) FROM generate_series(1, 100000)");
                System.out.println("running: done");
            } catch (SQLException e) {
                System.out.println("running: " + e.getSQLState());
            }
        }
        empty();
    }

    private long rows() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM kept")) {
            row.next();
            return row.getLong(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", Secrets.SUPERUSER, PASSWORD);
    }

    /** What stands in the folder, but for hidden things. */
    private String made() throws IOException {
        try (var entries = Files.list(folder.path())) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.equals("bootstrap"))
                    .collect(Collectors.toCollection(TreeSet::new))
                    .toString();
        }
    }

    /** Leaves so many bytes of the disk, or none. */
    private void fill(long left) throws IOException {
        var block = new byte[BLOCK];
        try (OutputStream filler = Files.newOutputStream(disk.resolve("filler"))) {
            for (long rest = disk.toFile().getUsableSpace() - left; rest > 0; rest -= BLOCK) {
                filler.write(block);
            }
        } catch (IOException full) {
            // As was meant.
        }
    }

    private void empty() throws IOException {
        Files.delete(disk.resolve("filler"));
    }
}
