package digestbot.library.intake;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.cluster.SeatTerm;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.database.Transaction;
import digestbot.digest.Diagnostic;
import digestbot.digest.parser.DigestParser;
import digestbot.library.archive.LatePolicy;
import digestbot.library.archive.Library;
import digestbot.library.archive.SilentPublications;
import digestbot.library.intake.FileProblemListener.QualityReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Digests of working days that come at noon, from Monday, 12 January 2026 on.
class QualityChecksTest {

    private static final LocalDate MONDAY = LocalDate.parse("2026-01-12");
    private static final Duration WHOLE = Duration.ofMillis(300);

    @TempDir
    Path base;

    private final List<QualityReport> warnings = new ArrayList<>();
    private Path folder;
    private Instant now = Instant.parse("2026-01-12T12:00:00Z");
    private Database database;
    private FolderImport intake;

    @BeforeEach
    void open() throws IOException {
        folder = Files.createDirectories(base.resolve("digests"));
        database = TestDatabase.open(base.resolve("d.sqlite"));
        intake = new FolderImport(
                database,
                new Library(new DigestParser()::parse),
                new FolderImport.ImportSettings(
                        folder,
                        1 << 20,
                        WHOLE,
                        new FirstStartPolicy(2, ZoneOffset.UTC),
                        HoldPolicy.NOTHING,
                        new LatePolicy(ZoneOffset.UTC, Duration.ofHours(2))),
                SilentPublications.NOTHING,
                new FileProblemListener() {
                    @Override
                    public void onInvalidFile(Transaction transaction, String path, List<Diagnostic> problems) {
                        throw new AssertionError(path + problems);
                    }

                    @Override
                    public void onWarnings(Transaction transaction, QualityReport that) {
                        warnings.add(that);
                    }
                },
                SeatTerm.PERMANENT,
                () -> now);
        intake.scan();
    }

    @AfterEach
    void close() {
        intake.close();
        database.close();
    }

    @Test
    void aPerspectiveIsThinBesideWhatItUsuallyReports() throws IOException {
        days(5, 6);
        arrives(5, 2, 6);
        assertThat(messages())
                .containsExactly("14 the perspective “China” reports 2, usually about 6: check that none was lost");
    }

    @Test
    void aPerspectiveWithMoreThanAThirdOfTheUsualIsNotThin() throws IOException {
        days(5, 6);
        arrives(5, 3, 6);
        assertThat(messages()).isEmpty();
    }

    @Test
    void nothingIsUsualAfterFourDays() throws IOException {
        days(4, 6);
        arrives(4, 2, 6);
        assertThat(messages()).isEmpty();
    }

    @Test
    void whatItsFileShowsAlreadyIsNotSaidTwice() throws IOException {
        days(5, 6);
        arrives(5, 1, 6);
        assertThat(messages()).singleElement().asString().contains("reports only one point, another perspective 6");
    }

    @Test
    void whatComesLaterThanUsualIsDoubtful() throws IOException {
        days(9, 6);
        now = now.plus(Duration.ofHours(3));
        arrives(9, 6, 6);
        assertThat(messages())
                .containsExactly("1 arrived at 15:00, usually it arrives at about 12:00: check what delayed it");
        warnings.clear();
        now = now.plus(Duration.ofHours(1));
        arrives(9, 5, 6);
        assertThat(messages()).as("a correction is not late").isEmpty();
    }

    /// So many working days at their usual time.
    private void days(int days, int points) throws IOException {
        for (int day = 0; day < days; day++) {
            arrives(day, points, points);
            now = day(day + 1).atTime(12, 0).toInstant(ZoneOffset.UTC);
        }
        assertThat(warnings).isEmpty();
    }

    private static LocalDate day(int workingDay) {
        return MONDAY.plusDays(workingDay / 5 * 7L + workingDay % 5);
    }

    private void arrives(int workingDay, int china, int us) throws IOException {
        LocalDate day = day(workingDay);
        String text =
                """
                ---
                title: A day
                date: %s
                topic: trade
                topicName: World Trade
                perspectives:
                  - {id: us, name: United States}
                  - {id: china, name: China}
                ---
                - Leads

                <!--more-->

                ## China

                %s
                ## United States

                %s""".formatted(day, "- A point of theirs that says enough.\n".repeat(china), "- A point.\n".repeat(us));
        Files.writeString(folder.resolve(day + ".md"), text);
        intake.scan();
        now = now.plus(WHOLE);
        intake.scan();
        now = now.minus(WHOLE);
    }

    private List<String> messages() {
        return warnings.stream()
                .flatMap(each -> each.warnings().stream())
                .map(diagnostic -> diagnostic.line() + " " + diagnostic.message())
                .toList();
    }
}
