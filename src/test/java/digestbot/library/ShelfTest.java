package digestbot.library;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.Database;
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

/// What cannot be brought about on a disk by a user who may read everything.
class ShelfTest {

    @TempDir
    Path base;

    final List<String> problems = new ArrayList<>();
    final Listing nothing = new Listing(Optional.empty(), Map.of(), Map.of(), Map.of());
    Database database;
    Shelf shelf;

    @BeforeEach
    void open() {
        database = Database.open(base.resolve("d.sqlite"));
        shelf = new Shelf(
                new Library(new SimpleFormat()::parse),
                Publishing.NOTHING,
                (_, path, remarks) ->
                        problems.add(path + ": " + remarks.getFirst().message()),
                new Intake.Settings(base, 1 << 20, Duration.ofMillis(300), FirstStarts.everything()),
                new LogShare(),
                InstantSource.system());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void reportsWhatCannotBeReadOnceForEachReason() {
        FileRow row = take("cannot be read: broken disk", Optional.empty());
        assertThat(row.hash()).isEmpty();
        row = take("cannot be read: broken disk", Optional.of(row));
        row = take("cannot be read: no such device", Optional.of(row));
        take("cannot be read: no such device", Optional.of(row));
        assertThat(problems)
                .hasSize(2)
                .allMatch(problem -> problem.startsWith("a.md: cannot be read: "))
                .allMatch(problem -> problem.contains("make it readable"));
    }

    private FileRow take(String why, Optional<FileRow> before) {
        Candidate candidate = CandidateReader.unreadable("a.md", new Stamp(1, 1), before, why);
        return database.write(tx -> shelf.take(tx, candidate, nothing));
    }
}
