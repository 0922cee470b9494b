package digestbot.library.intake;

import static digestbot.library.intake.LibraryFixture.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstStartPolicyTest {

    @TempDir
    Path base;

    LibraryFixture shelves;

    @BeforeEach
    void open() {
        shelves = LibraryFixture.unstarted(base);
    }

    @AfterEach
    void close() {
        shelves.close();
    }

    @Test
    void publishesTodayAndYesterdayAndShelvesWhatIsOlder() {
        for (String day : List.of("2026-02-04", "2026-02-05", "2026-02-06", "2026-02-07", "2026-02-08")) {
            shelves.write(day + ".md", digest("us-china", day));
        }
        shelves.settle();
        assertThat(publishedDays()).containsExactly("2026-02-06", "2026-02-07", "2026-02-08");
        assertThat(shelves.days("us-china")).hasSize(5);
        assertThat(shelves.read(tx -> shelves.library.all().digest(tx, 1))
                        .orElseThrow()
                        .publishedAt())
                .isPresent();
    }

    @Test
    void publishesAsManyDaysAsItIsTold() {
        shelves.firstStart = new FirstStartPolicy(0, shelves.firstStart.zone());
        shelves.restart();
        shelves.write("a.md", digest("us-china", "2026-02-07"));
        shelves.settle();
        assertThat(shelves.published).isEmpty();
        assertThat(shelves.newest("us-china")).isPresent();
    }

    @Test
    void publishesEverythingInTheOrderOfDaysWhereThatIsWanted() {
        shelves.firstStart = FirstStartPolicies.everything();
        shelves.restart();
        shelves.write("c.md", digest("us-china", "2019-12-31"));
        shelves.write("b.md", digest("us-china", "2026-02-05"));
        shelves.write("a.md", digest("us-china", "2026-02-07"));
        shelves.settle();
        assertThat(publishedDays()).containsExactly("2019-12-31", "2026-02-05", "2026-02-07");
    }

    @Test
    void publishesAnOldDigestThatComesLater() {
        shelves.write("a.md", digest("us-china", "2026-01-01"));
        shelves.look();
        shelves.write("b.md", digest("us-china", "2026-01-02"));
        shelves.settle();
        assertThat(publishedDays()).containsExactly("2026-01-02");
    }

    @Test
    void countsAnEmptyFolderAsLookedAt() throws Exception {
        Files.createDirectories(shelves.folder);
        shelves.look();
        shelves.write("a.md", digest("us-china", "2026-01-01"));
        shelves.restart();
        shelves.settle();
        assertThat(shelves.published).hasSize(1);
    }

    @Test
    void countsAMissingFolderAsNotLookedAt() {
        shelves.look();
        shelves.restart();
        shelves.write("a.md", digest("us-china", "2026-01-01"));
        shelves.settle();
        assertThat(shelves.published).isEmpty();
        assertThat(shelves.newest("us-china")).isPresent();
    }

    @Test
    void shelvesWhatIsLeftWhenTheProcessDiesInTheMiddle() {
        for (int day = 1; day <= 30; day++) {
            shelves.write(day + ".md", digest("us-china", "2026-01-%02d".formatted(day)));
        }
        shelves.write("today.md", digest("us-china", "2026-02-07"));
        shelves.publications = (_, _) -> {
            throw new OutOfMemoryError("the process dies here");
        };
        shelves.look();
        shelves.pass(LibraryFixture.WAIT);
        assertThatThrownBy(shelves::look).isInstanceOf(OutOfMemoryError.class);
        assertThat(shelves.count("digest")).isBetween(1, 29);

        shelves.publications = (_, number) -> shelves.published.add(number);
        shelves.restart();
        shelves.write("late.md", digest("us-china", "2026-01-31"));
        shelves.settle();
        assertThat(shelves.count("digest")).isEqualTo(32);
        assertThat(publishedDays()).containsExactly("2026-01-31", "2026-02-07");
    }

    @Test
    void shelvesAnOldDigestThatCouldNotBeReadAtTheFirstStart() {
        shelves.write("a.md", "nothing");
        shelves.write("b.md", "nothing either");
        shelves.settle();
        shelves.restart();
        shelves.write("a.md", digest("us-china", "2026-01-01"));
        shelves.write("b.md", digest("us-china", "2026-02-07"));
        shelves.settle();
        assertThat(publishedDays()).containsExactly("2026-02-07");
        assertThat(shelves.days("us-china")).hasSize(2);
    }

    @Test
    void publishesADraftThatWasThereWhenItStopsBeingOne() {
        shelves.write("a.md", digest("us-china", "2026-01-01", "draft: true"));
        shelves.settle();
        shelves.pass(Duration.ofDays(3));
        shelves.write("a.md", digest("us-china", "2026-01-01"));
        shelves.settle();
        assertThat(publishedDays()).containsExactly("2026-01-01");
    }

    @Test
    void publishesTheNextDigestInAFileThatWasThere() {
        shelves.write("latest.md", digest("us-china", "2026-01-01"));
        shelves.settle();
        shelves.write("latest.md", digest("us-china", "2026-01-02"));
        shelves.settle();
        assertThat(publishedDays()).containsExactly("2026-01-02");
    }

    private List<String> publishedDays() {
        return shelves.keys().stream().map(key -> key.day().toString()).toList();
    }
}
