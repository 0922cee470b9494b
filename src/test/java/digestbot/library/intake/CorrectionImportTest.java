package digestbot.library.intake;

import static digestbot.library.intake.LibraryFixture.digest;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.Correction;
import digestbot.digest.RevisionChanges;
import digestbot.digest.RevisionChanges.ChangedPart;
import digestbot.library.archive.StoredDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorrectionImportTest {

    @TempDir
    Path base;

    LibraryFixture shelves;

    @BeforeEach
    void start() throws IOException {
        shelves = LibraryFixture.running(base);
    }

    @AfterEach
    void close() {
        shelves.close();
    }

    @Test
    void tellsOfACorrectionWithWhatChangedAndWhen() {
        write("\n\nOld text.");
        Instant before = shelves.now();
        write("\n\nNew text.");
        assertThat(shelves.told).containsExactly("corrected 1");
        Correction correction = correction().orElseThrow();
        assertThat(correction.at()).hasValueSatisfying(at -> assertThat(at).isAfter(before));
        assertThat(correction.changes())
                .isEqualTo(new RevisionChanges.DetectedChanges(
                        List.of(new ChangedPart(ChangedPart.PartKind.HIGHLIGHTS, ""))));
    }

    @Test
    void tellsWhatTheAuthorSays() {
        write("\n\nOld text.");
        write("correction: the text\n\nNew text.");
        assertThat(correction()).map(Correction::changes).hasValue(new RevisionChanges.AuthorNote("the text"));
    }

    @Test
    void saysNothingOfACorrectionInAFirstRevision() {
        write("correction: the text\n\nText.");
        assertThat(correction()).isEmpty();
    }

    @Test
    void staysSilentWhereOnlyWhiteSpaceChanged() {
        write("\n\nText.");
        write("\n\nText.   \n\n");
        write("\r\n\r\nText.\r\n");
        assertThat(shelves.told).isEmpty();
        assertThat(shelves.count("revision")).isEqualTo(1);
    }

    @Test
    void keepsTheLineOfTheLastCorrectionWhereReadersSeeNoOther() {
        write("\n\nOld text.");
        write("\n\nNew text.");
        Optional<Correction> first = correction();
        write("note: for machines\n\nNew text.");
        assertThat(shelves.count("revision")).isEqualTo(3);
        assertThat(shelves.told).containsExactly("corrected 1");
        assertThat(correction()).isEqualTo(first);
    }

    @Test
    void changesADraftAndAShelvedDigestSilently() throws IOException {
        write("draft: true\n\nOld text.");
        write("draft: true\n\nNew text.");
        assertThat(shelves.told).isEmpty();
        shelves.close();
        shelves = LibraryFixture.unstarted(Files.createDirectory(base.resolve("other")));
        shelves.firstStart = new FirstStartPolicy(0, ZoneId.of("UTC"));
        shelves.restart();
        write("\n\nOld text.");
        write("\n\nNew text.");
        assertThat(shelves.published).isEmpty();
        assertThat(shelves.told).isEmpty();
        assertThat(correction()).isEmpty();
        write("draft: true\n\nNew text.");
        assertThat(shelves.newest("us-china")).isEmpty();
        write("\n\nNew text.");
        assertThat(shelves.newest("us-china")).isPresent();
        assertThat(shelves.published).isEmpty();
        assertThat(shelves.told).isEmpty();
    }

    @Test
    void tellsThoseWhoGetAWithdrawnDigestAgainWhatTheAuthorSays() {
        write("\n\nOld text.");
        write("draft: true\n\nOld text.");
        write("correction: all of it\n\nNew text.");
        assertThat(shelves.published).containsExactly(1L, 1L);
        assertThat(correction()).map(Correction::changes).hasValue(new RevisionChanges.AuthorNote("all of it"));
    }

    @Test
    void withdrawsAtSomebodysWordUntilTheFileIsCorrected() {
        write("\n\nOld text.");
        assertThat(out()).hasSize(1);
        boolean first = withdraw();
        boolean second = withdraw();
        assertThat(List.of(first, second)).containsExactly(true, false);
        assertThat(out()).isEmpty();
        assertThat(shelves.told).containsExactly("withdrawn 1");
        shelves.touch("a.md", 5);
        shelves.settle();
        assertThat(shelves.newest("us-china")).isEmpty();
        write("\n\nNew text.");
        assertThat(shelves.newest("us-china")).isPresent();
        assertThat(shelves.published).containsExactly(1L, 1L);
    }

    private List<StoredDigest> out() {
        return shelves.database.read(tx -> shelves.withdrawals().on(tx, "us-china", LocalDate.parse("2026-02-07")));
    }

    private boolean withdraw() {
        return shelves.database.write(tx -> shelves.withdrawals().withdraw(tx, 1));
    }

    private void write(String more) {
        shelves.write(
                "a.md",
                digest(
                        "us-china",
                        "2026-02-07",
                        more.startsWith("\n") || more.startsWith("\r") ? "title: T" + more : "title: T\n" + more));
        shelves.settle();
    }

    private Optional<Correction> correction() {
        return shelves.newest("us-china").orElseThrow().digest().correction();
    }
}
