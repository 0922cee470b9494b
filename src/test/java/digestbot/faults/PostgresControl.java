package digestbot.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// PostgreSQL's program that starts, stops and promotes servers.
///
/// @param program `pg_ctl`
record PostgresControl(Path program) {

    private static final long TIMEOUT_SECONDS = 60;

    /// Does something with the server of a data directory, and waits until it is done.
    ///
    /// @throws IOException if it fails; the server's log is in the directory
    void run(String action, Path data, String... options) throws IOException {
        // PostgreSQL refuses to run as root: it sees another user.
        List<String> command = new ArrayList<>(List.of("unshare", "-U", program.toString(), action, "-w"));
        command.addAll(
                List.of("-D", data.toString(), "-l", data.resolve("control.log").toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!isSuccessful(process)) {
            throw new IOException("PostgreSQL does not " + action + ": " + process);
        }
    }

    private static boolean isSuccessful(Process process) {
        try {
            return process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
