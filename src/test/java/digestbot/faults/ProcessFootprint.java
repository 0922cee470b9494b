package digestbot.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The resources of a process: memory as Linux counts it, and its files on the disk.
final class ProcessFootprint {

    private final Path proc;
    private final List<Path> kept;

    /// @param kept files, with those whose names have the same beginning, and folders
    ProcessFootprint(long pid, List<Path> kept) {
        proc = Path.of("/proc/" + pid);
        this.kept = kept;
    }

    /// From now on the peak is counted from this moment.
    void forgetPeak() throws IOException {
        Files.writeString(proc.resolve("clear_refs"), "5");
    }

    /// The most resident memory, in MiB; 0 once the process has ended.
    double peakMib() {
        try (Stream<String> lines = Files.lines(proc.resolve("status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException _) {
            return 0;
        }
    }

    double diskMib() {
        return kept.stream().mapToLong(ProcessFootprint::bytes).sum() / (double) (1 << 20);
    }

    private static long bytes(Path kept) {
        if (Files.isDirectory(kept)) {
            return sum(kept, "");
        }
        return sum(kept.toAbsolutePath().getParent(), kept.getFileName().toString());
    }

    /// Files come and go while their sizes are added.
    private static long sum(Path folder, String prefix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .mapToLong(file -> Files.isDirectory(file)
                            ? sum(file, "")
                            : file.toFile().length())
                    .sum();
        } catch (IOException | UncheckedIOException _) {
            return 0;
        }
    }
}
