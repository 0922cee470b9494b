package digestbot.library.intake;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.library.archive.FileRecord;
import digestbot.library.archive.FileRecord.FileStamp;
import digestbot.library.archive.Library;
import digestbot.library.archive.SilentPublications;
import digestbot.library.intake.FileSource.FolderListing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Failures of the disk that a user who may read everything cannot bring about.
class DigestImporterTest {

    @TempDir
    Path base;

    final List<String> problems = new ArrayList<>();
    final FolderListing nothing = new FolderListing(Optional.empty(), Map.of(), Map.of(), Map.of());
    Database database;
    DigestImporter importer;

    @BeforeEach
    void open() {
        database = TestDatabase.open(base.resolve("d.sqlite"));
        importer = new DigestImporter(
                new Library(new SimpleDigestFormat()::parse),
                SilentPublications.NOTHING,
                (_, path, diagnostics) ->
                        problems.add(path + ": " + diagnostics.getFirst().message()),
                new FolderImport.ImportSettings(base, 1 << 20, Duration.ofMillis(300), FirstStartPolicies.everything()),
                new LogLimiter(),
                InstantSource.system());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void reportsWhatCannotBeReadOnceForEachReason() {
        FileRecord row = take("cannot be read: broken disk", Optional.empty());
        assertThat(row.hash()).isEmpty();
        row = take("cannot be read: broken disk", Optional.of(row));
        row = take("cannot be read: no such device", Optional.of(row));
        take("cannot be read: no such device", Optional.of(row));
        assertThat(problems)
                .hasSize(2)
                .allMatch(problem -> problem.startsWith("a.md: cannot be read: "))
                .allMatch(problem -> problem.contains("make it readable"));
    }

    private FileRecord take(String why, Optional<FileRecord> before) {
        CandidateFile candidate = CandidateFileReader.unreadable("a.md", new FileStamp(1, 1), before, why);
        return database.write(tx -> importer.importFile(tx, candidate, nothing));
    }
}
