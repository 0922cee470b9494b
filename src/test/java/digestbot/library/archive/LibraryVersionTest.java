package digestbot.library.archive;

import static digestbot.library.intake.LibraryFixture.digest;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.QueryPlans;
import digestbot.library.intake.HoldPolicy;
import digestbot.library.intake.LibraryFixture;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("database")
class LibraryVersionTest {

    private static final String DAY = "2026-02-07";

    @AutoClose
    private LibraryFixture fixture = LibraryFixture.running();

    private long version() {
        return fixture.read(fixture.library::versions).getOrDefault("energy", 0L);
    }

    private void write(String... lines) {
        fixture.arrives("1.md", digest("energy", DAY, lines));
    }

    @Test
    void itChangesWithWhatReadersSeeOfItsTopic() {
        long before = version();
        write("", "First.");
        long published = version();
        assertThat(published).as("published").isGreaterThan(before);
        write("", "Second.");
        long corrected = version();
        assertThat(corrected).as("corrected").isGreaterThan(published);
        Withdrawals withdrawals = fixture.withdrawals();
        fixture.database.writeWithoutResult(tx -> withdrawals
                .on(tx, "energy", LocalDate.parse(DAY))
                .forEach(each -> withdrawals.withdraw(tx, each.number())));
        long withdrawn = version();
        assertThat(withdrawn).as("withdrawn").isGreaterThan(corrected);
        write("", "Third.");
        long again = version();
        assertThat(again).as("published again").isGreaterThan(withdrawn);
        fixture.library.applyConfiguredNames(fixture.database, Map.of("energy", "Oil and gas"));
        assertThat(version()).as("renamed").isGreaterThan(again);
        long last = version();
        fixture.arrives("2.md", digest("trade", DAY, "", "Another."));
        assertThat(fixture.read(fixture.library::versions))
                .containsEntry("energy", last)
                .containsKey("trade");
    }

    @Test
    void itStaysTheSameUntilReadersSeeTheDigest() {
        long before = version();
        fixture.hold(HoldPolicy.HoldMode.ALWAYS);
        write("", "Held.");
        write("", "Held and corrected.");
        assertThat(version()).isEqualTo(before);
        fixture.database.writeWithoutResult(tx -> fixture.holding().release(tx, 1));
        assertThat(version()).isGreaterThan(before);
    }

    @Test
    void noDigestIsReadForIt() {
        List<String> steps = fixture.database.read(tx -> QueryPlans.of(tx, fixture.library::versions));
        assertThat(steps).containsExactly("SCAN library_version");
    }
}
