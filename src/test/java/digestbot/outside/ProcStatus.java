package digestbot.outside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/// Figures of a process in Linux's `/proc`.
public final class ProcStatus {

    /// The resident memory.
    public static final String RESIDENT = "VmRSS:";

    /// The most resident memory so far. A child's own `getrusage` counts its parent's memory before
    /// `exec`, too.
    public static final String MOST_RESIDENT = "VmHWM:";

    private ProcStatus() {}

    /// The peak begins with the present memory.
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
