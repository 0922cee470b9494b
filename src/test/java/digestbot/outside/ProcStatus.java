package digestbot.outside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/// What Linux says about a process in `/proc`.
public final class ProcStatus {

    /// The memory that it holds.
    public static final String RESIDENT = "VmRSS:";

    /// The most memory that it ever held. A child's own `getrusage` counts its parent's memory before `exec`,
    /// too.
    public static final String MOST_RESIDENT = "VmHWM:";

    private ProcStatus() {}

    /// Lets the most memory of the process begin with what it holds now.
    public static void forgetMost(long pid) throws IOException {
        Files.writeString(Path.of("/proc/" + pid + "/clear_refs"), "5");
    }

    /// In MiB; empty if the process has ended.
    public static OptionalDouble mib(long pid, String name) {
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
