package digestbot.audience;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DueTimeTest {

    private static final Set<DayOfWeek> EVERY_DAY = EnumSet.allOf(DayOfWeek.class);
    private static final Instant TODAY = Instant.parse("2026-11-26T00:00:00Z");
    private static final int CHANGES_AHEAD = 3;
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void atOnceMeansWhenItIsPublished() {
        Instant published = Instant.parse("2026-02-05T11:07:09Z");
        assertThat(DueTime.of(new DeliverySchedule.Immediately(), BERLIN, published))
                .isEqualTo(published);
    }

    @Test
    void isDueAtTheNextChosenTimeOfTheReadersClock() {
        assertThat(berlin("20:00", "2026-02-05T12:00:00Z")).isEqualTo("2026-02-05T19:00:00Z");
        assertThat(berlin("08:00", "2026-02-05T12:00:00Z")).isEqualTo("2026-02-06T07:00:00Z");
    }

    @Test
    void isDueThisMinuteIfPublishedExactlyThen() {
        assertThat(berlin("13:00", "2026-02-05T12:00:00Z")).isEqualTo("2026-02-05T12:00:00Z");
    }

    @Test
    void isDueNowIfItMissedTheDaysTimeByLessThanThreeHours() {
        assertThat(berlin("08:00", "2026-02-05T09:59:59Z")).isEqualTo("2026-02-05T09:59:59Z");
        assertThat(berlin("08:00", "2026-02-05T10:00:00Z")).isEqualTo("2026-02-06T07:00:00Z");
    }

    @Test
    void doesNotComeInTheNightAfterTheDayThatItMissed() {
        assertThat(berlin("23:00", "2026-02-05T23:30:00Z")).isEqualTo("2026-02-06T22:00:00Z");
    }

    @Test
    void waitsForAChosenDay() {
        var mondays = new DeliverySchedule.At(LocalTime.of(8, 0), Set.of(MONDAY));
        assertThat(DueTime.of(mondays, BERLIN, Instant.parse("2026-02-05T07:30:00Z")))
                .isEqualTo("2026-02-09T07:00:00Z");
        assertThat(DueTime.of(mondays, BERLIN, Instant.parse("2026-02-09T08:00:00Z")))
                .as("an hour late on a Monday")
                .isEqualTo("2026-02-09T08:00:00Z");
    }

    @Test
    void whatMissesARoundUpIsInTheNextOne() {
        var mondays = new DeliverySchedule.Weekly(LocalTime.of(8, 0), MONDAY);
        assertThat(DueTime.of(mondays, BERLIN, Instant.parse("2026-02-05T07:30:00Z")))
                .isEqualTo("2026-02-09T07:00:00Z");
        assertThat(DueTime.of(mondays, BERLIN, Instant.parse("2026-02-09T07:00:00Z")))
                .as("just in time")
                .isEqualTo("2026-02-09T07:00:00Z");
        assertThat(DueTime.of(mondays, BERLIN, Instant.parse("2026-02-09T07:01:00Z")))
                .as("a minute late")
                .isEqualTo("2026-02-16T07:00:00Z");
        assertThat(DueTime.next(mondays, BERLIN, Instant.parse("2026-03-24T12:00:00Z")))
                .as("in summer")
                .contains(Instant.parse("2026-03-30T06:00:00Z"));
    }

    @Test
    void shiftsATimeThatTheClockSkips() {
        assertThat(berlin("02:30", "2026-03-28T12:00:00Z")).isEqualTo("2026-03-29T01:30:00Z");
        assertThat(due("Africa/Cairo", "00:00", "2026-04-23T12:00:00Z")).isEqualTo("2026-04-23T22:00:00Z");
        assertThat(due("Australia/Lord_Howe", "02:15", "2026-10-03T12:00:00Z")).isEqualTo("2026-10-03T15:45:00Z");
    }

    @Test
    void takesTheFirstOfATimeThatComesTwice() {
        assertThat(berlin("02:30", "2026-10-24T12:00:00Z")).isEqualTo("2026-10-25T00:30:00Z");
        assertThat(due("Australia/Lord_Howe", "01:45", "2026-04-04T12:00:00Z")).isEqualTo("2026-04-04T14:45:00Z");
    }

    @Test
    void doesNotComeAgainWhenTheTimeComesTheSecondTime() {
        Instant betweenTheTwo = Instant.parse("2026-10-25T00:45:00Z");
        assertThat(DueTime.of(at("02:30"), BERLIN, betweenTheTwo)).isEqualTo(betweenTheTwo);
    }

    @Test
    void leavesOutADayThatDoesNotExist() {
        // Apia went from Thursday, 29 December 2011 straight to Saturday.
        assertThat(due("Pacific/Apia", "08:00", "2011-12-30T06:00:00Z")).isEqualTo("2011-12-30T18:00:00Z");
        var fridays = new DeliverySchedule.At(LocalTime.of(8, 0), Set.of(FRIDAY));
        assertThat(DueTime.of(fridays, ZoneId.of("Pacific/Apia"), Instant.parse("2011-12-30T06:00:00Z")))
                .isEqualTo("2012-01-05T18:00:00Z");
    }

    @Test
    void nobodyCanForetellWhatComesAtOnce() {
        assertThat(DueTime.next(new DeliverySchedule.Immediately(), BERLIN, Instant.parse("2026-02-05T12:00:00Z")))
                .isEmpty();
    }

    @Test
    void theNextTimeIsTheFirstChosenOneFromNowOn() {
        assertThat(next("08:00", "2026-02-05T06:59:59Z")).isEqualTo("2026-02-05T07:00:00Z");
        assertThat(next("08:00", "2026-02-05T07:00:00Z")).isEqualTo("2026-02-05T07:00:00Z");
        assertThat(next("08:00", "2026-02-05T07:00:01Z"))
                .as("a digest that is late comes now, but none is known to be")
                .isEqualTo("2026-02-06T07:00:00Z");
        var fridays = new DeliverySchedule.At(LocalTime.of(8, 0), Set.of(FRIDAY));
        assertThat(DueTime.next(fridays, BERLIN, Instant.parse("2026-02-06T07:00:01Z")))
                .contains(Instant.parse("2026-02-13T07:00:00Z"));
    }

    @Test
    void theNextTimeFollowsTheChangesOfTheClock() {
        assertThat(next("08:00", "2026-03-28T12:00:00Z")).as("summer").isEqualTo("2026-03-29T06:00:00Z");
        assertThat(next("02:30", "2026-03-28T12:00:00Z")).as("skipped").isEqualTo("2026-03-29T01:30:00Z");
        assertThat(next("02:30", "2026-10-25T00:00:00Z")).as("the first of two").isEqualTo("2026-10-25T00:30:00Z");
        assertThat(next("02:30", "2026-10-25T00:45:00Z")).as("not the second").isEqualTo("2026-10-26T01:30:00Z");
    }

    /// Around every change of any clock from 2016 to the third from today on, a digest published
    /// every six hours is due once a day.
    @Test
    void comesOnceEachLocalDayInEveryZone() {
        Map<ZoneRules, ZoneId> zones = new HashMap<>();
        new TreeSet<>(ZoneId.getAvailableZoneIds())
                .forEach(id -> zones.putIfAbsent(ZoneId.of(id).getRules(), ZoneId.of(id)));
        for (ZoneId zone : zones.values()) {
            ZoneOffsetTransition change = zone.getRules().nextTransition(Instant.parse("2016-01-01T00:00:00Z"));
            int ahead = 0;
            while (change != null && ahead < CHANGES_AHEAD) {
                ahead += change.getInstant().isAfter(TODAY) ? 1 : 0;
                for (LocalTime time : around(change)) {
                    assertOncePerDay(zone, time, change.getInstant());
                }
                change = zone.getRules().nextTransition(change.getInstant());
            }
        }
    }

    private static List<LocalTime> around(ZoneOffsetTransition change) {
        LocalTime before = change.getDateTimeBefore().toLocalTime().withSecond(0);
        LocalTime after = change.getDateTimeAfter().toLocalTime().withSecond(0);
        return List.of(LocalTime.MIDNIGHT, before, after, before.plusMinutes(15), after.minusMinutes(15));
    }

    private static void assertOncePerDay(ZoneId zone, LocalTime time, Instant change) {
        Instant start = change.minus(Duration.ofDays(3));
        Map<LocalDate, Set<Instant>> times = new TreeMap<>();
        for (int hour = 0; hour < 24 * 6; hour += 6) {
            Instant published = start.plus(Duration.ofHours(hour));
            Instant due = DueTime.of(new DeliverySchedule.At(time, EVERY_DAY), zone, published);
            if (due.isBefore(published) || !due.isBefore(published.plus(Duration.ofHours(51)))) {
                throw new AssertionError(
                        "expected %s in %s, published at %s, to be due within 51 hours, but it is due at %s"
                                .formatted(time, zone, published, due));
            }
            if (due.isAfter(published)) {
                LocalDate day = dayOf(due, time, zone);
                times.computeIfAbsent(day, _ -> new HashSet<>()).add(due);
            }
        }
        List<LocalDate> days = List.copyOf(times.keySet());
        boolean oncePerDay = times.values().stream().allMatch(all -> all.size() == 1)
                && days.getFirst()
                        .datesUntil(days.getLast())
                        .filter(day -> exists(day, zone))
                        .allMatch(times::containsKey);
        if (!oncePerDay) {
            throw new AssertionError(
                    "expected %s in %s to be due once each day around the change of %s, but was due at %s"
                            .formatted(time, zone, change, times));
        }
    }

    /// A gap just before midnight pushes a time over to the next day; the delivery still belongs to
    /// its own day.
    private static LocalDate dayOf(Instant due, LocalTime time, ZoneId zone) {
        LocalDate day = due.atZone(zone).toLocalDate();
        return List.of(day.minusDays(1), day).stream()
                .filter(candidate -> exists(candidate, zone))
                .filter(candidate ->
                        candidate.atTime(time).atZone(zone).toInstant().equals(due))
                .findFirst()
                .orElseThrow();
    }

    private static boolean exists(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toLocalDate().equals(day);
    }

    private static DeliverySchedule at(String time) {
        return new DeliverySchedule.At(LocalTime.parse(time), EVERY_DAY);
    }

    private static Instant berlin(String time, String published) {
        return DueTime.of(at(time), BERLIN, Instant.parse(published));
    }

    private static Instant next(String time, String from) {
        return DueTime.next(at(time), BERLIN, Instant.parse(from)).orElseThrow();
    }

    private static Instant due(String zone, String time, String published) {
        return DueTime.of(at(time), ZoneId.of(zone), Instant.parse(published));
    }
}
