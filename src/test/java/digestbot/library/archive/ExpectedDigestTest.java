package digestbot.library.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ExpectedDigestTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Duration LATE = Duration.ofHours(2);
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

    private final NavigableMap<LocalDate, Instant> arrivals = new TreeMap<>();

    @Test
    void aDailyDigestIsExpectedAtTheMedianOfItsTimes() {
        came(MONDAY.minusDays(1), "05:00");
        came(MONDAY, "06:00");
        came(MONDAY.plusDays(1), "06:10");
        came(MONDAY.plusDays(2), "05:50");
        came(MONDAY.plusDays(3), "06:30");
        assertThat(expected()).isEmpty();
        came(MONDAY.plusDays(4), "06:05");
        // Saturday: no weekend is known yet, so Monday.
        assertThat(expected()).contains(expectation(MONDAY.plusDays(7), "06:05"));
    }

    @Test
    void weekendsHaveTimesOfTheirOwn() {
        for (LocalDate day = MONDAY.minusDays(28); day.isBefore(MONDAY.plusDays(5)); day = day.plusDays(1)) {
            came(day, isWeekend(day) ? "09:00" : "06:00");
        }
        assertThat(expected()).contains(expectation(MONDAY.plusDays(5), "09:00"));
        came(MONDAY.plusDays(5), "09:00");
        came(MONDAY.plusDays(6), "09:00");
        assertThat(expected()).contains(expectation(MONDAY.plusDays(7), "06:00"));
    }

    @Test
    void whatComesOnWorkingDaysIsNotExpectedOnWeekends() {
        daily(day -> !isWeekend(day), MONDAY.plusDays(4));
        assertThat(expected()).contains(expectation(MONDAY.plusDays(7), "06:00"));
    }

    @Test
    void whatComesLessOftenIsNeverExpected() {
        daily(day -> day.getDayOfWeek() == DayOfWeek.MONDAY, MONDAY);
        assertThat(expected()).isEmpty();
        arrivals.clear();
        daily(
                day -> List.of(DayOfWeek.MONDAY, DayOfWeek.WEDNESDAY, DayOfWeek.FRIDAY)
                        .contains(day.getDayOfWeek()),
                MONDAY.plusDays(4));
        assertThat(expected()).isEmpty();
    }

    @Test
    void whatUsuallyHasGapsOfMoreThanADayIsNotExpectedAfterAFewDailyOnes() {
        for (int gap = 14; gap > 0; gap--) {
            came(MONDAY.minusDays(9L * gap), "06:00");
        }
        for (int day = 0; day < 5; day++) {
            came(MONDAY.plusDays(day), "06:00");
        }
        assertThat(expected()).isEmpty();
    }

    @Test
    void aDayOffInEachWeekIsNotExpected() {
        daily(day -> day.getDayOfWeek() != DayOfWeek.FRIDAY, MONDAY.plusDays(3));
        assertThat(expected().map(ExpectedDigest::day)).contains(MONDAY.plusDays(5));
    }

    @Test
    void whatComesAtAnyTimeIsNeverExpected() {
        Random random = new Random(7);
        for (int day = 0; day < 28; day++) {
            came(MONDAY.minusDays(day), LocalTime.of(random.nextInt(24), 0).toString());
        }
        assertThat(expected()).isEmpty();
    }

    @Test
    void oneThatFailedToComeOrCameLateChangesNothing() {
        daily(day -> !day.equals(MONDAY.minusDays(3)), MONDAY.plusDays(1));
        came(MONDAY.plusDays(2), "17:00");
        assertThat(expected()).contains(expectation(MONDAY.plusDays(3), "06:00"));
    }

    @Test
    void whatHasNotComeStaysExpectedHoweverLongItIs() {
        daily(_ -> true, MONDAY);
        assertThat(expected()).contains(expectation(MONDAY.plusDays(1), "06:00"));
    }

    @Test
    void itsTimeMayBeBeforeOrAfterMidnight() {
        for (int day = 0; day < 14; day++) {
            LocalDate before = MONDAY.minusDays(day);
            LocalDateTime time = before.atTime(23, 40).plusMinutes(day % 3 * 20L);
            arrivals.put(before, time.atZone(BERLIN).toInstant());
        }
        assertThat(expected())
                .contains(new ExpectedDigest(
                        MONDAY.plusDays(1),
                        MONDAY.plusDays(2).atStartOfDay(BERLIN).toInstant()));
    }

    @Test
    void theClockOnTheWallIsKeptToWhenClocksChange() {
        LocalDate change = LocalDate.of(2026, 3, 29);
        daily(_ -> true, change.minusDays(1));
        assertThat(expected().map(ExpectedDigest::at)).contains(Instant.parse("2026-03-29T04:00:00Z"));
        assertThat(arrivals.lastEntry().getValue()).isEqualTo(Instant.parse("2026-03-28T05:00:00Z"));
    }

    @Test
    void whatIsPutInForDaysLongPastIsNoHabit() {
        for (int day = 0; day < 30; day++) {
            arrivals.put(
                    MONDAY.minusDays(day), MONDAY.atTime(6, 0).atZone(BERLIN).toInstant());
        }
        assertThat(expected()).isEmpty();
    }

    private void daily(Predicate<LocalDate> days, LocalDate last) {
        last.minusDays(40).datesUntil(last.plusDays(1)).filter(days).forEach(day -> came(day, "06:00"));
    }

    private void came(LocalDate day, String time) {
        arrivals.put(day, day.atTime(LocalTime.parse(time)).atZone(BERLIN).toInstant());
    }

    private Optional<ExpectedDigest> expected() {
        return ExpectedDigest.of(arrivals, LocalDate.MIN, BERLIN, LATE);
    }

    private static ExpectedDigest expectation(LocalDate day, String time) {
        return new ExpectedDigest(
                day, day.atTime(LocalTime.parse(time)).atZone(BERLIN).toInstant());
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek().getValue() > 5;
    }
}
