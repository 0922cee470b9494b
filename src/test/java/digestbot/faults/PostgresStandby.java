package digestbot.faults;

import digestbot.outside.FreePort;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/// A copy of a PostgreSQL server that follows it by streaming replication.
final class PostgresStandby implements AutoCloseable {

    private final PostgresControl control;
    private final Path data;
    private final int port;

    private PostgresStandby(PostgresControl control, Path data, int port) {
        this.control = control;
        this.data = data;
        this.port = port;
    }

    /// Copies the files of a running server, which must be in backup mode.
    static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(
                        to.resolve(from.relativize(folder)),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.getFileName().toString().startsWith("postmaster.")) {
                    try {
                        Files.copy(file, to.resolve(from.relativize(file)));
                    } catch (NoSuchFileException _) {
                        // The server may remove files meanwhile.
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
    }

    /// Starts a standby from a copy.
    ///
    /// @param primary the port of the server that it follows
    static PostgresStandby start(PostgresControl control, Path data, int primary) throws IOException {
        Files.createFile(data.resolve("standby.signal"));
        int port = FreePort.find();
        String connection = "host=localhost port=" + primary + " user=postgres";
        control.run(
                "start",
                data,
                "-o",
                "-p " + port + " -c max_connections=200 -c unix_socket_directories=/tmp -c \"primary_conninfo="
                        + connection + "\"");
        return new PostgresStandby(control, data, port);
    }

    /// The port on which it accepts connections.
    int port() {
        return port;
    }

    /// Becomes a primary.
    void promote() throws IOException {
        control.run("promote", data);
    }

    @Override
    public void close() throws IOException {
        control.run("stop", data, "-m", "immediate");
    }
}
