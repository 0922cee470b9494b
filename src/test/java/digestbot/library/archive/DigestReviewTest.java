package digestbot.library.archive;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.digest.Diagnostic;
import digestbot.library.intake.HoldPolicy;
import digestbot.library.intake.LibraryFixture;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("database")
class DigestReviewTest {

    private static final Duration LONGEST = Duration.ofHours(2);
    private static final String DOUBTFUL = "warning: a side is empty";
    private static final String SOUND = "";

    private final List<Long> releasedInTime = new ArrayList<>();

    @AutoClose
    private LibraryFixture fixture = LibraryFixture.running();

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
        fixture.hold(when);
        arrives(warning, "first");
        assertThat(fixture.published).hasSize(becomes.equals("HELD") ? 0 : 1);
        assertThat(held()).isEqualTo(becomes.equals("HELD"));
        assertThat(fixture.newest("trade").isPresent()).isEqualTo(becomes.equals("PUBLISHED"));
        assertThat(fixture.warnings).hasSize(told ? 1 : 0);
        assertThat(holds()).isEqualTo(becomes.equals("HELD"));
        assertThat(fixture.find("first")).hasSize(becomes.equals("HELD") ? 0 : 1);
    }

    @Test
    void whatIsReleasedIsPublishedOnceAsIfItHadArrivedNow() {
        fixture.hold(HoldPolicy.HoldMode.ALWAYS);
        arrives(SOUND, "first");
        fixture.pass(Duration.ofMinutes(90));
        try (Logged log = Logged.by("digestbot.library")) {
            assertThat(release()).isTrue();
            assertThat(release()).isFalse();
            assertThat(log.from(Level.INFO)).containsExactly("digest trade 2026-02-07 r1 released");
        }
        assertThat(fixture.published).containsExactly(1L);
        assertThat(fixture.newest("trade"))
                .hasValueSatisfying(found -> assertThat(found.publishedAt()).contains(fixture.now()));
        fixture.pass(LONGEST);
        tend();
        assertThat(fixture.published).containsExactly(1L);
        assertThat(releasedInTime).isEmpty();
    }

    @Test
    void whatIsKeptIsNotPublishedAnyMore() {
        fixture.hold(HoldPolicy.HoldMode.ALWAYS);
        arrives(SOUND, "first");
        assertThat(keep()).isTrue();
        assertThat(held()).isFalse();
        assertThat(keep()).isFalse();
        fixture.pass(LONGEST);
        tend();
        assertThat(fixture.published).isEmpty();
    }

    @Test
    void whatNobodyReleasesIsPublishedOnceItsTimeIsUpAlsoAfterARestart() {
        fixture.hold(HoldPolicy.HoldMode.ALWAYS);
        arrives(SOUND, "first");
        fixture.pass(LONGEST.minusMillis(1));
        tend();
        assertThat(fixture.published).isEmpty();
        fixture.restart();
        fixture.pass(Duration.ofMillis(1));
        tend();
        tend();
        assertThat(fixture.published).containsExactly(1L);
        assertThat(releasedInTime).containsExactly(1L);
        assertThat(held()).isFalse();
    }

    @Test
    void withoutAnEndItWaitsForAPerson() {
        fixture.holdPolicy = new HoldPolicy(HoldPolicy.HoldMode.ALWAYS, Duration.ZERO);
        fixture.restart();
        arrives(SOUND, "first");
        fixture.pass(Duration.ofDays(1_000));
        tend();
        assertThat(held()).isTrue();
        assertThat(fixture.read(fixture.holding()::all))
                .singleElement()
                .satisfies(held -> assertThat(held.publishesAt()).isEmpty());
        assertThat(release()).isTrue();
        assertThat(fixture.published).containsExactly(1L);
    }

    @Test
    void aCorrectedFileWithoutWarningsIsReleasedByItself() {
        fixture.hold(HoldPolicy.HoldMode.ON_WARNING);
        arrives(DOUBTFUL, "first");
        arrives(SOUND, "second");
        assertThat(fixture.published).containsExactly(1L);
        assertThat(fixture.newest("trade"))
                .hasValueSatisfying(found -> assertThat(found.revision()).isEqualTo(2));
        assertThat(fixture.warnings).hasSize(2).last().satisfies(over -> {
            assertThat(over.warnings()).isEmpty();
            assertThat(over.heldUntil()).isEmpty();
        });
    }

    @Test
    void aCorrectedFileThatIsStillDoubtfulKeepsItsTime() {
        fixture.hold(HoldPolicy.HoldMode.ON_WARNING);
        arrives(DOUBTFUL, "first");
        fixture.pass(Duration.ofHours(1));
        arrives(DOUBTFUL, "second");
        assertThat(held()).isTrue();
        assertThat(fixture.warnings.getLast().heldUntil())
                .isPresent()
                .isEqualTo(fixture.warnings.getFirst().heldUntil());
        fixture.pass(Duration.ofHours(1));
        tend();
        assertThat(fixture.published).containsExactly(1L);
        assertThat(fixture.newest("trade"))
                .hasValueSatisfying(found -> assertThat(found.revision()).isEqualTo(2));
    }

    @Test
    void whereAllIsHeldBackACorrectionReleasesNothing() {
        fixture.hold(HoldPolicy.HoldMode.ALWAYS);
        arrives(SOUND, "first");
        arrives(SOUND, "second");
        assertThat(fixture.published).isEmpty();
        assertThat(held()).isTrue();
    }

    @Test
    void aCorrectionOfWhatIsOutIsNeverHeldBackAndItsNewWarningsAreTold() {
        fixture.hold(HoldPolicy.HoldMode.ON_WARNING);
        arrives(SOUND, "first");
        arrives(DOUBTFUL, "second");
        assertThat(fixture.told).containsExactly("corrected 1");
        assertThat(held()).isFalse();
        assertThat(fixture.warnings).hasSize(1);
        arrives(DOUBTFUL, "third");
        assertThat(fixture.warnings).as("the same warning is no news").hasSize(1);
    }

    @Test
    void aDraftIsJudgedOnceItIsDone() {
        fixture.hold(HoldPolicy.HoldMode.ON_WARNING);
        arrives("draft: true\n" + DOUBTFUL, "first");
        assertThat(held()).isFalse();
        assertThat(fixture.warnings).isEmpty();
        arrives(DOUBTFUL, "second");
        assertThat(held()).isTrue();
        arrives("draft: true\n" + DOUBTFUL, "third");
        assertThat(held()).isFalse();
        fixture.pass(LONGEST);
        tend();
        assertThat(fixture.published).isEmpty();
    }

    @Test
    void whatIsWithdrawnWhileItIsHeldBackIsNotPublishedUntilItsFileIsCorrected() {
        fixture.hold(HoldPolicy.HoldMode.ON_WARNING);
        arrives(DOUBTFUL, "first");
        boolean withdrawn = fixture.database.write(tx -> fixture.withdrawals().withdraw(tx, 1));
        assertThat(withdrawn).isTrue();
        fixture.pass(LONGEST);
        tend();
        assertThat(fixture.published).isEmpty();
        assertThat(fixture.told).isEmpty();
        arrives(SOUND, "second");
        assertThat(fixture.published).containsExactly(1L);
    }

    @Test
    void whatWasTakenBackAndComesAgainIsHeldBackToo() {
        fixture.hold(HoldPolicy.HoldMode.ON_WARNING);
        arrives(SOUND, "first");
        fixture.database.write(tx -> fixture.withdrawals().withdraw(tx, 1));
        arrives(DOUBTFUL, "second");
        assertThat(held()).isTrue();
        release();
        assertThat(fixture.published).containsExactly(1L, 1L);
    }

    @Test
    void whatWasThereBeforeTheBotIsNotHeldBack() throws IOException {
        fixture.close();
        fixture = LibraryFixture.unstarted();
        fixture.hold(HoldPolicy.HoldMode.ALWAYS);
        fixture.arrives("old.md", LibraryFixture.digest("trade", "2026-01-01", SOUND) + "\n\nold");
        assertThat(held()).isFalse();
        assertThat(fixture.newest("trade")).isPresent();
        assertThat(fixture.warnings).isEmpty();
    }

    @Test
    void warningsAreStoredWithEachRevision() {
        arrives(DOUBTFUL, "first");
        arrives(SOUND, "second");
        var store = new DigestStore();
        List<Diagnostic> first = fixture.read(tx -> store.warnings(tx, 1, 1));
        List<Diagnostic> second = fixture.read(tx -> store.warnings(tx, 1, 2));
        assertThat(first).containsExactly(new Diagnostic(4, "a side is empty"));
        assertThat(second).isEmpty();
    }

    private void arrives(String more, String text) {
        fixture.arrives("trade.md", LibraryFixture.digest("trade", "2026-02-07", more.split("\n")) + "\n\n" + text);
    }

    private boolean held() {
        return !fixture.read(tx -> fixture.holding().all(tx)).isEmpty();
    }

    private boolean holds() {
        return fixture.read(tx -> new DigestStore().isAnyHeld(tx, "trade", LocalDate.parse("2026-02-07")));
    }

    private boolean release() {
        return fixture.database.write(tx -> fixture.holding().release(tx, 1));
    }

    private boolean keep() {
        return fixture.database.write(tx -> fixture.holding().reject(tx, 1));
    }

    private void tend() {
        fixture.holding().releaseDue(fixture.database, (_, digest) -> releasedInTime.add(digest));
    }
}
