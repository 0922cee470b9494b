package digestbot.library.archive;

import static digestbot.library.intake.LibraryFixture.digest;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.QueryPlans;
import digestbot.database.Transaction;
import digestbot.library.archive.PublishedDigestStore.ListedDigest;
import digestbot.library.intake.LibraryFixture;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Random digests in three languages, of which a long and a short stretch are read.
@Tag("database")
class TopicDaysTest {

    private static final LocalDate FIRST = LocalDate.of(2025, 10, 1);
    private static final int DAYS = 90;
    private static final List<String> LANGUAGES = List.of("en", "zh-CN", "de");

    /// Filled once: these tests only read.
    @AutoClose
    private static LibraryFixture fixture;

    @BeforeAll
    static void fill() throws IOException {
        fixture = LibraryFixture.running();
        var random = new Random(7);
        for (int day = 0; day < DAYS; day++) {
            for (String language : LANGUAGES) {
                if (random.nextInt(4) == 0) {
                    String name = day + language;
                    fixture.write(
                            name + ".md",
                            digest("energy", FIRST.plusDays(day).toString(), "language: " + language, "", name));
                }
            }
        }
        fixture.settle();
    }

    private static LocalDate day(int number) {
        return FIRST.plusDays(number);
    }

    private void assertSame(Transaction tx, TopicDays days, LocalDate day) {
        Library library = fixture.library;
        assertThat(days.languages(day).all())
                .as("languages on %s", day)
                .isEqualTo(library.languages(tx, "energy", day).all());
        for (String language : List.of("en", "zh", "de", "fr")) {
            assertThat(days.best(day, language).map(ListedDigest::number))
                    .as("%s on %s", language, day)
                    .isEqualTo(library.on(tx, "energy", day, language).map(StoredDigest::number));
        }
    }

    private static void read(Consumer<Transaction> work) {
        fixture.database.read(tx -> {
            work.accept(tx);
            return true;
        });
    }

    @Test
    void allDaysSayWhatTheDaysUntilOneSay() {
        read(tx -> {
            TopicDays days = fixture.library.allDays(tx, "energy");
            for (int i = 0; i < DAYS; i++) {
                assertSame(tx, days, day(i));
            }
        });
    }

    @Test
    void aStretchOfDaysIsEnoughForItsNeighboursToo() {
        read(tx -> {
            for (int i = 40; i < 70; i++) {
                TopicDays days = fixture.library.daysAround(tx, "energy", day(i), day(i + 3));
                TopicDays all = fixture.library.allDays(tx, "energy");
                assertThat(days.before(day(i))).isEqualTo(all.before(day(i)));
                assertThat(days.after(day(i + 3))).isEqualTo(all.after(day(i + 3)));
                for (Optional<LocalDate> each :
                        List.of(days.before(day(i)), Optional.of(day(i)), days.after(day(i + 3)))) {
                    assertSame(tx, days, each.orElseThrow());
                }
            }
        });
    }

    @Test
    void theNewestDigestsOfAllTopicsAreReadInTheOrderOfAnIndex() {
        var everything = new DigestListQuery(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        List<String> plans = fixture.database.read(
                tx -> QueryPlans.of(tx, asked -> fixture.library.summaries(asked, everything, 20)));
        assertThat(plans)
                .anyMatch(step -> step.contains("INDEX digest_newest"))
                .noneMatch(step -> step.equals("SCAN digest"));
    }
}
