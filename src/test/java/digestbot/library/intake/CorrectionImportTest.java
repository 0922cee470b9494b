package digestbot.library.intake;

import static digestbot.library.intake.LibraryFixture.digest;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.Correction;
import digestbot.digest.RevisionChanges;
import digestbot.digest.RevisionChanges.ChangedPart;
import digestbot.library.archive.StoredDigest;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("database")
class CorrectionImportTest {

    @AutoClose
    private LibraryFixture fixture = LibraryFixture.running();

    @Test
    void tellsOfACorrectionWithWhatChangedAndWhen() {
        write("\n\nOld text.");
        Instant before = fixture.now();
        write("\n\nNew text.");
        assertThat(fixture.told).containsExactly("corrected 1");
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
    void keepsTheLineOfTheLastCorrectionWhereReadersSeeNoOther() {
        write("\n\nOld text.");
        write("\n\nNew text.");
        Optional<Correction> first = correction();
        write("note: for machines\n\nNew text.");
        assertThat(fixture.count("revision")).isEqualTo(3);
        assertThat(fixture.told).containsExactly("corrected 1");
        assertThat(correction()).isEqualTo(first);
    }

    @Test
    void changesADraftAndAnArchivedDigestSilently() throws IOException {
        write("draft: true\n\nOld text.");
        write("draft: true\n\nNew text.");
        assertThat(fixture.told).isEmpty();
        fixture.close();
        fixture = LibraryFixture.unstarted();
        fixture.firstStart = new FirstStartPolicy(0, ZoneId.of("UTC"));
        fixture.restart();
        write("\n\nOld text.");
        write("\n\nNew text.");
        assertThat(fixture.published).isEmpty();
        assertThat(fixture.told).isEmpty();
        assertThat(correction()).isEmpty();
        write("draft: true\n\nNew text.");
        assertThat(fixture.newest("us-china")).isEmpty();
        write("\n\nNew text.");
        assertThat(fixture.newest("us-china")).isPresent();
        assertThat(fixture.published).isEmpty();
        assertThat(fixture.told).isEmpty();
    }

    @Test
    void tellsThoseWhoGetAWithdrawnDigestAgainWhatTheAuthorSays() {
        write("\n\nOld text.");
        write("draft: true\n\nOld text.");
        write("correction: all of it\n\nNew text.");
        assertThat(fixture.published).containsExactly(1L, 1L);
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
        assertThat(fixture.told).containsExactly("withdrawn 1");
        fixture.touch("a.md", 5);
        fixture.settle();
        assertThat(fixture.newest("us-china")).isEmpty();
        write("\n\nNew text.");
        assertThat(fixture.newest("us-china")).isPresent();
        assertThat(fixture.published).containsExactly(1L, 1L);
    }

    private List<StoredDigest> out() {
        return fixture.database.read(tx -> fixture.withdrawals().on(tx, "us-china", LocalDate.parse("2026-02-07")));
    }

    private boolean withdraw() {
        return fixture.database.write(tx -> fixture.withdrawals().withdraw(tx, 1));
    }

    private void write(String more) {
        fixture.write(
                "a.md",
                digest(
                        "us-china",
                        "2026-02-07",
                        more.startsWith("\n") || more.startsWith("\r") ? "title: T" + more : "title: T\n" + more));
        fixture.settle();
    }

    private Optional<Correction> correction() {
        return fixture.newest("us-china").orElseThrow().digest().correction();
    }
}
