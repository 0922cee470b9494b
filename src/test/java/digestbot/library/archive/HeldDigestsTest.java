package digestbot.library.archive;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.Diagnostic;
import digestbot.library.intake.HoldPolicy;
import digestbot.library.intake.LibraryFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeldDigestsTest {

    private static final Duration LONGEST = Duration.ofHours(2);
    private static final String DOUBTFUL = "warning: a side is empty";
    private static final String SOUND = "";

    @TempDir
    Path base;

    private final List<Long> releasedInTime = new ArrayList<>();
    private LibraryFixture shelves;

    @BeforeEach
    void open() throws IOException {
        shelves = LibraryFixture.running(base);
    }

    @AfterEach
    void close() {
        shelves.close();
    }

    @ParameterizedTest
    @CsvSource({
        "NEVER, '', PUBLISHED, false",
        "NEVER, warning: a side is empty, PUBLISHED, true",
        "ON_WARNING, '', PUBLISHED, false",
        "ON_WARNING, warning: a side is empty, HELD, true",
        "ALWAYS, '', HELD, true",
        "ALWAYS, warning: a side is empty, HELD, true"
    })
    void aDigestIsHeldBackAsConfigured(HoldPolicy.HoldMode when, String warning, String becomes, boolean told) {
        hold(when);
        arrives(warning, "first");
        assertThat(shelves.published).hasSize(becomes.equals("HELD") ? 0 : 1);
        assertThat(held()).isEqualTo(becomes.equals("HELD"));
        assertThat(shelves.newest("trade").isPresent()).isEqualTo(becomes.equals("PUBLISHED"));
        assertThat(shelves.warnings).hasSize(told ? 1 : 0);
        assertThat(holds()).isEqualTo(becomes.equals("HELD"));
        assertThat(shelves.find("first")).hasSize(becomes.equals("HELD") ? 0 : 1);
    }

    @Test
    void whatIsReleasedIsPublishedOnceAsIfItHadArrivedNow() {
        hold(HoldPolicy.HoldMode.ALWAYS);
        arrives(SOUND, "first");
        shelves.pass(Duration.ofMinutes(90));
        assertThat(release()).isTrue();
        assertThat(release()).isFalse();
        assertThat(shelves.published).containsExactly(1L);
        assertThat(shelves.newest("trade"))
                .hasValueSatisfying(found -> assertThat(found.publishedAt()).contains(shelves.now()));
        shelves.pass(LONGEST);
        tend();
        assertThat(shelves.published).containsExactly(1L);
        assertThat(releasedInTime).isEmpty();
    }

    @Test
    void whatIsKeptIsNotPublishedAnyMore() {
        hold(HoldPolicy.HoldMode.ALWAYS);
        arrives(SOUND, "first");
        assertThat(keep()).isTrue();
        assertThat(held()).isFalse();
        assertThat(keep()).isFalse();
        shelves.pass(LONGEST);
        tend();
        assertThat(shelves.published).isEmpty();
    }

    @Test
    void whatNobodyReleasesIsPublishedOnceItsTimeIsUpAlsoAfterARestart() {
        hold(HoldPolicy.HoldMode.ALWAYS);
        arrives(SOUND, "first");
        shelves.pass(LONGEST.minusMillis(1));
        tend();
        assertThat(shelves.published).isEmpty();
        shelves.restart();
        shelves.pass(Duration.ofMillis(1));
        tend();
        tend();
        assertThat(shelves.published).containsExactly(1L);
        assertThat(releasedInTime).containsExactly(1L);
        assertThat(held()).isFalse();
    }

    @Test
    void aCorrectedFileWithoutWarningsIsReleasedByItself() {
        hold(HoldPolicy.HoldMode.ON_WARNING);
        arrives(DOUBTFUL, "first");
        arrives(SOUND, "second");
        assertThat(shelves.published).containsExactly(1L);
        assertThat(shelves.newest("trade"))
                .hasValueSatisfying(found -> assertThat(found.revision()).isEqualTo(2));
        assertThat(shelves.warnings).hasSize(2).last().satisfies(over -> {
            assertThat(over.warnings()).isEmpty();
            assertThat(over.heldUntil()).isEmpty();
        });
    }

    @Test
    void aCorrectedFileThatIsStillDoubtfulKeepsItsTime() {
        hold(HoldPolicy.HoldMode.ON_WARNING);
        arrives(DOUBTFUL, "first");
        shelves.pass(Duration.ofHours(1));
        arrives(DOUBTFUL, "second");
        assertThat(held()).isTrue();
        assertThat(shelves.warnings.getLast().heldUntil())
                .isPresent()
                .isEqualTo(shelves.warnings.getFirst().heldUntil());
        shelves.pass(Duration.ofHours(1));
        tend();
        assertThat(shelves.published).containsExactly(1L);
        assertThat(shelves.newest("trade"))
                .hasValueSatisfying(found -> assertThat(found.revision()).isEqualTo(2));
    }

    @Test
    void whereAllIsHeldBackACorrectionReleasesNothing() {
        hold(HoldPolicy.HoldMode.ALWAYS);
        arrives(SOUND, "first");
        arrives(SOUND, "second");
        assertThat(shelves.published).isEmpty();
        assertThat(held()).isTrue();
    }

    @Test
    void aCorrectionOfWhatIsOutIsNeverHeldBackAndItsNewWarningsAreTold() {
        hold(HoldPolicy.HoldMode.ON_WARNING);
        arrives(SOUND, "first");
        arrives(DOUBTFUL, "second");
        assertThat(shelves.told).containsExactly("corrected 1");
        assertThat(held()).isFalse();
        assertThat(shelves.warnings).hasSize(1);
        arrives(DOUBTFUL, "third");
        assertThat(shelves.warnings).as("the same warning is no news").hasSize(1);
    }

    @Test
    void aDraftIsJudgedOnceItIsDone() {
        hold(HoldPolicy.HoldMode.ON_WARNING);
        arrives("draft: true\n" + DOUBTFUL, "first");
        assertThat(held()).isFalse();
        assertThat(shelves.warnings).isEmpty();
        arrives(DOUBTFUL, "second");
        assertThat(held()).isTrue();
        arrives("draft: true\n" + DOUBTFUL, "third");
        assertThat(held()).isFalse();
        shelves.pass(LONGEST);
        tend();
        assertThat(shelves.published).isEmpty();
    }

    @Test
    void whatIsWithdrawnWhileItIsHeldBackIsNotPublishedUntilItsFileIsCorrected() {
        hold(HoldPolicy.HoldMode.ON_WARNING);
        arrives(DOUBTFUL, "first");
        boolean withdrawn = shelves.database.write(tx -> shelves.withdrawals().withdraw(tx, 1));
        assertThat(withdrawn).isTrue();
        shelves.pass(LONGEST);
        tend();
        assertThat(shelves.published).isEmpty();
        assertThat(shelves.told).isEmpty();
        arrives(SOUND, "second");
        assertThat(shelves.published).containsExactly(1L);
    }

    @Test
    void whatWasTakenBackAndComesAgainIsHeldBackToo() {
        hold(HoldPolicy.HoldMode.ON_WARNING);
        arrives(SOUND, "first");
        shelves.database.write(tx -> shelves.withdrawals().withdraw(tx, 1));
        arrives(DOUBTFUL, "second");
        assertThat(held()).isTrue();
        release();
        assertThat(shelves.published).containsExactly(1L, 1L);
    }

    @Test
    void whatWasThereBeforeTheBotIsNotHeldBack() throws IOException {
        shelves.close();
        shelves = LibraryFixture.unstarted(Files.createDirectories(base.resolve("other")));
        hold(HoldPolicy.HoldMode.ALWAYS);
        shelves.write("old.md", LibraryFixture.digest("trade", "2026-01-01", SOUND) + "\n\nold");
        shelves.settle();
        assertThat(held()).isFalse();
        assertThat(shelves.newest("trade")).isPresent();
        assertThat(shelves.warnings).isEmpty();
    }

    @Test
    void warningsAreStoredWithEachRevision() {
        arrives(DOUBTFUL, "first");
        arrives(SOUND, "second");
        var store = new WarningStore();
        List<Diagnostic> first = shelves.read(tx -> store.of(tx, 1, 1));
        List<Diagnostic> second = shelves.read(tx -> store.of(tx, 1, 2));
        assertThat(first).containsExactly(new Diagnostic(4, "a side is empty"));
        assertThat(second).isEmpty();
    }

    private void hold(HoldPolicy.HoldMode when) {
        shelves.holdPolicy = new HoldPolicy(when, LONGEST);
        shelves.restart();
    }

    private void arrives(String more, String text) {
        shelves.write("trade.md", LibraryFixture.digest("trade", "2026-02-07", more.split("\n")) + "\n\n" + text);
        shelves.settle();
    }

    private boolean held() {
        return !shelves.read(tx -> shelves.holding().all(tx)).isEmpty();
    }

    private boolean holds() {
        return shelves.read(tx -> shelves.library.hasHeld(tx, "trade", LocalDate.parse("2026-02-07")));
    }

    private boolean release() {
        return shelves.database.write(tx -> shelves.holding().release(tx, 1));
    }

    private boolean keep() {
        return shelves.database.write(tx -> shelves.holding().reject(tx, 1));
    }

    private void tend() {
        shelves.holding().releaseDue(shelves.database, (_, digest) -> releasedInTime.add(digest));
    }
}
