package digestbot.library.intake;

import digestbot.cluster.LeaderTerm;
import digestbot.database.Database;
import digestbot.library.archive.FileContent;
import digestbot.library.archive.FileRecord.FileStamp;
import digestbot.library.archive.LatePolicy;
import digestbot.library.archive.Library;
import digestbot.library.archive.PublicationListener;
import digestbot.library.intake.FolderImport.ImportSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A folder of digests in memory, which outlives simulated processes.
public final class SimulatedFolder extends DigestFolder {

    private static final Path ROOT = Path.of("/digests");
    private static final long MAX_BYTES = 1_000;

    private record WrittenFile(String content, ScannedFile scanned) {}

    private final Map<String, WrittenFile> files = new LinkedHashMap<>();
    private int writes;

    public SimulatedFolder() {
        super(ROOT);
    }

    /// Writes a whole file at once.
    public void write(String path, String content) {
        var stamp = new FileStamp(content.length(), ++writes);
        files.put(path, new WrittenFile(content, new ScannedFile(path, ROOT.resolve(path), stamp, null)));
    }

    @Override
    FolderListing list(Optional<FolderListing> earlier, Runnable progress) {
        Map<String, ScannedFile> scanned = new LinkedHashMap<>();
        files.forEach((path, file) -> scanned.put(path, file.scanned()));
        return new FolderListing(Optional.empty(), ROOT, scanned, Map.of(), Map.of());
    }

    @Override
    Optional<FileContent> read(ScannedFile scannedFile, long limit) {
        WrittenFile file = files.get(scannedFile.path());
        return file != null && file.scanned().equals(scannedFile)
                ? Optional.of(new FileContent(file.content().getBytes(StandardCharsets.UTF_8)))
                : Optional.empty();
    }

    /// The intake of one process.
    public FolderImport intake(
            Database database,
            Library library,
            PublicationListener publications,
            LeaderTerm term,
            HoldPolicy holds,
            InstantSource clock) {
        var policy = new IntakePolicy(
                new FirstStartPolicy(2, ZoneOffset.UTC), holds, new LatePolicy(ZoneOffset.UTC, Duration.ZERO));
        return new FolderImport(
                database,
                library,
                new ImportSettings(ROOT, MAX_BYTES, Duration.ZERO, policy),
                publications,
                (_, _, _) -> {},
                term,
                clock,
                this);
    }
}
