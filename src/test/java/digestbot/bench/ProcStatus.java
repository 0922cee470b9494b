package digestbot.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/// What Linux says about a process in `/proc`.
final class ProcStatus {

    /// The memory that it holds.
    static final String RESIDENT = "VmRSS:";

    /// The most memory that it ever held. A child's own `getrusage` counts its parent's memory before `exec`, too.
    static final String MOST_RESIDENT = "VmHWM:";

    private ProcStatus() {}

    /// Lets this process's most memory begin with what it holds now.
    static void forgetMost() throws IOException {
        Files.writeString(Path.of("/proc/self/clear_refs"), "5");
    }

    /// In MiB; empty if the process has ended.
    static OptionalDouble mib(long pid, String name) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst();
        } catch (IOException _) {
            return OptionalDouble.empty();
        }
    }
}
