package digestbot.library.intake;

import static digestbot.library.intake.LibraryFixture.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FirstStartPolicyTest {

    @AutoClose
    private LibraryFixture fixture = LibraryFixture.unstarted();

    @Test
    void publishesTodayAndYesterdayAndShelvesWhatIsOlder() {
        for (String day : List.of("2026-02-04", "2026-02-05", "2026-02-06", "2026-02-07", "2026-02-08")) {
            fixture.write(day + ".md", digest("us-china", day));
        }
        fixture.settle();
        assertThat(publishedDays()).containsExactly("2026-02-06", "2026-02-07", "2026-02-08");
        assertThat(fixture.days("us-china")).hasSize(5);
        assertThat(fixture.read(tx -> fixture.library.all().digest(tx, 1))
                        .orElseThrow()
                        .publishedAt())
                .isPresent();
    }

    @Test
    void publishesEverythingInTheOrderOfDaysWhereThatIsWanted() {
        fixture.firstStart = FirstStartPolicies.everything();
        fixture.restart();
        fixture.write("c.md", digest("us-china", "2019-12-31"));
        fixture.write("b.md", digest("us-china", "2026-02-05"));
        fixture.arrives("a.md", digest("us-china", "2026-02-07"));
        assertThat(publishedDays()).containsExactly("2019-12-31", "2026-02-05", "2026-02-07");
    }

    @Test
    void publishesAnOldDigestThatComesLater() {
        fixture.write("a.md", digest("us-china", "2026-01-01"));
        fixture.look();
        fixture.arrives("b.md", digest("us-china", "2026-01-02"));
        assertThat(publishedDays()).containsExactly("2026-01-02");
    }

    @Test
    void countsAnEmptyFolderAsLookedAt() throws Exception {
        Files.createDirectories(fixture.folder);
        fixture.look();
        fixture.write("a.md", digest("us-china", "2026-01-01"));
        fixture.restart();
        fixture.settle();
        assertThat(fixture.published).hasSize(1);
    }

    @Test
    void countsAMissingFolderAsNotLookedAt() {
        fixture.look();
        fixture.restart();
        fixture.arrives("a.md", digest("us-china", "2026-01-01"));
        assertThat(fixture.published).isEmpty();
        assertThat(fixture.newest("us-china")).isPresent();
    }

    @Test
    void shelvesWhatIsLeftWhenTheProcessDiesInTheMiddle() {
        for (int day = 1; day <= 30; day++) {
            fixture.write(day + ".md", digest("us-china", "2026-01-%02d".formatted(day)));
        }
        fixture.write("today.md", digest("us-china", "2026-02-07"));
        fixture.publications = (_, _) -> {
            throw new OutOfMemoryError("the process dies here");
        };
        fixture.look();
        fixture.pass(LibraryFixture.WAIT);
        assertThatThrownBy(fixture::look).isInstanceOf(OutOfMemoryError.class);
        assertThat(fixture.count("digest")).isBetween(1, 29);

        fixture.publications = (_, number) -> fixture.published.add(number);
        fixture.restart();
        fixture.arrives("late.md", digest("us-china", "2026-01-31"));
        assertThat(fixture.count("digest")).isEqualTo(32);
        assertThat(publishedDays()).containsExactly("2026-01-31", "2026-02-07");
    }

    @Test
    void shelvesAnOldDigestThatCouldNotBeReadAtTheFirstStart() {
        fixture.write("a.md", "nothing");
        fixture.arrives("b.md", "nothing either");
        fixture.restart();
        fixture.write("a.md", digest("us-china", "2026-01-01"));
        fixture.arrives("b.md", digest("us-china", "2026-02-07"));
        assertThat(publishedDays()).containsExactly("2026-02-07");
        assertThat(fixture.days("us-china")).hasSize(2);
    }

    @Test
    void holdsAnOldDigestThatItsAuthorWantsLater() throws Exception {
        fixture.close();
        fixture = LibraryFixture.unstartedOfRealDigests();
        fixture.arrives("a.md", """
                ---
                topic: trade
                date: 2026-01-01
                publishDate: 2026-03-01T12:00:00Z
                ---
                - A point.
                """);
        assertThat(fixture.read(tx -> fixture.holding().all(tx)).size()).isOne();
        assertThat(fixture.newest("trade")).as("what readers find").isEmpty();
    }

    @Test
    void publishesADraftThatWasThereWhenItStopsBeingOne() {
        fixture.arrives("a.md", digest("us-china", "2026-01-01", "draft: true"));
        fixture.pass(Duration.ofDays(3));
        fixture.arrives("a.md", digest("us-china", "2026-01-01"));
        assertThat(publishedDays()).containsExactly("2026-01-01");
    }

    private List<String> publishedDays() {
        return fixture.keys().stream().map(key -> key.day().toString()).toList();
    }
}
