package digestbot.library.intake;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.library.archive.DigestReview;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Digests of working days that come at noon, from Monday, 12 January 2026 on.
class QualityChecksTest {

    private static final LocalDate MONDAY = LocalDate.parse("2026-01-12");

    @AutoClose
    private final LibraryFixture fixture = LibraryFixture.ofRealDigests();

    @BeforeEach
    void start() {
        fixture.late = Duration.ofHours(2);
        fixture.at(Instant.parse("2026-01-12T12:00:00Z"));
        fixture.restart();
    }

    @Test
    void whatComesLaterThanUsualIsDoubtful() {
        days(9, 6);
        fixture.pass(Duration.ofHours(3));
        arrives(9, 6, 6);
        assertThat(messages())
                .containsExactly("1 arrived at 15:00, usually it arrives at about 12:00: check what delayed it");
        fixture.warnings.clear();
        fixture.pass(Duration.ofHours(1));
        arrives(9, 5, 6);
        assertThat(messages()).as("a correction is not late").isEmpty();
    }

    @Test
    void whatItsAuthorWantsLaterIsHeldUntilThenAndNoOperatorHasToReviewIt() {
        String text = "---\ntopic: trade\ndate: 2026-01-12\npublishDate: %s\n---\n- A point.\n";
        fixture.arrives("a.md", text.formatted("2026-01-12T15:00:00Z"));
        assertThat(fixture.published).isEmpty();
        assertThat(heldUntil()).containsExactly(Instant.parse("2026-01-12T15:00:00Z"));
        assertThat(fixture.warnings)
                .as("only for the missing title and perspectives")
                .hasSize(1);
        fixture.warnings.clear();
        fixture.arrives("a.md", text.formatted("2026-01-12T14:00:00Z"));
        assertThat(heldUntil()).containsExactly(Instant.parse("2026-01-12T14:00:00Z"));
        fixture.at(Instant.parse("2026-01-12T14:00:00Z"));
        fixture.holding().releaseDue(fixture.database, (_, _) -> {});
        assertThat(fixture.published).hasSize(1);
        fixture.arrives("b.md", text.formatted("2026-01-01").replace("trade", "ports"));
        assertThat(fixture.published).hasSize(2);
    }

    @Test
    void aFileThatAsksForAReviewIsHeldLikeAllWithTheRule() {
        String text = "---\ntitle: T\ntopic: trade\ndate: 2026-01-12\nreview: %s\n---\n- A point.\n";
        fixture.arrives("a.md", text.formatted("true"));
        assertThat(fixture.published).isEmpty();
        assertThat(heldUntil()).containsExactly(fixture.now().plus(Duration.ofHours(2)));
        fixture.arrives("a.md", text.formatted("false"));
        assertThat(fixture.published).as("the author no longer asks").hasSize(1);
    }

    @Test
    void aReviewThatEndsLaterThanTheAuthorsTimeHoldsUntilItsEnd() {
        fixture.hold(HoldPolicy.HoldMode.ALWAYS);
        String text = "---\ntitle: T\ntopic: trade\ndate: 2026-01-12\npublishDate: %s\n---\n- A point.\n";
        Instant review = fixture.now().plus(LibraryFixture.WAIT).plus(Duration.ofHours(2));
        fixture.arrives("a.md", text.formatted("2026-01-12T13:00:00Z"));
        assertThat(heldUntil()).containsExactly(review);
        fixture.arrives("b.md", text.formatted("2026-01-13").replace("trade", "ports"));
        assertThat(heldUntil()).containsExactly(review, Instant.parse("2026-01-13T00:00:00Z"));
    }

    @Test
    void digestsOfAModelWaitUntilAPersonHasReleasedSeven() {
        fixture.hold(HoldPolicy.HoldMode.ALWAYS);
        String text = "---\ntitle: T\ntopic: trade\ndate: 2026-01-%02d\nedition: %s\nmadeBy: %s\n---\n- A point.\n";
        for (int day = 1; day <= 8; day++) {
            fixture.arrives("a%d.md".formatted(day), text.formatted(day, "early", "headlines"));
            releaseHeld();
            fixture.arrives("b%d.md".formatted(day), text.formatted(day, "late", "headlines"));
            assertThat(heldUntil()).doesNotContain(DigestReview.UNTIL_DECIDED).hasSize(1);
            fixture.arrives("b%d.md".formatted(day), text.formatted(day, "late", "small-model"));
            fixture.pass(Duration.ofHours(2));
            fixture.holding().releaseDue(fixture.database, (_, _) -> {});
            assertThat(heldUntil()).as("day " + day).hasSize(day <= 7 ? 1 : 0);
            releaseHeld();
        }
    }

    private void releaseHeld() {
        DigestReview holding = fixture.holding();
        fixture.read(holding::all)
                .forEach(held -> fixture.database.writeWithoutResult(
                        tx -> holding.release(tx, held.digest().number())));
    }

    private List<Instant> heldUntil() {
        return fixture.read(tx -> fixture.holding().all(tx)).stream()
                .map(DigestReview.HeldDigest::until)
                .toList();
    }

    /// So many working days at their usual time.
    private void days(int days, int points) {
        for (int day = 0; day < days; day++) {
            arrives(day, points, points);
            fixture.at(day(day + 1).atTime(12, 0).toInstant(ZoneOffset.UTC));
        }
        assertThat(fixture.warnings).isEmpty();
    }

    private static LocalDate day(int workingDay) {
        return MONDAY.plusDays(workingDay / 5 * 7L + workingDay % 5);
    }

    private void arrives(int workingDay, int china, int us) {
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
        Instant at = fixture.now();
        fixture.arrives(day + ".md", text);
        fixture.at(at);
    }

    private List<String> messages() {
        return fixture.warnings.stream()
                .flatMap(each -> each.warnings().stream())
                .map(diagnostic -> diagnostic.line() + " " + diagnostic.message())
                .toList();
    }
}
