package digestbot.audience;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DueTimeTest {

    private static final Set<DayOfWeek> EVERY_DAY = EnumSet.allOf(DayOfWeek.class);
    private static final Instant TODAY = Instant.parse("2026-11-26T00:00:00Z");
    private static final int CHANGES_AHEAD = 3;
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Instant of(DeliverySchedule when, ZoneId zone, Instant published) {
        return of(when, zone, Optional.empty(), published);
    }

    private static Instant of(DeliverySchedule when, ZoneId zone, Optional<QuietHours> quiet, Instant published) {
        return DueTime.of(when, zone, quiet, published);
    }

    private static Optional<Instant> next(DeliverySchedule when, ZoneId zone, Instant from) {
        return next(when, zone, Optional.empty(), from);
    }

    private static Optional<Instant> next(
            DeliverySchedule when, ZoneId zone, Optional<QuietHours> quiet, Instant from) {
        return DueTime.next(when, zone, quiet, from, _ -> false);
    }

    @Test
    void atOnceMeansWhenItIsPublishedWhichNobodyCanForetell() {
        Instant published = Instant.parse("2026-02-05T11:07:09Z");
        assertThat(of(new DeliverySchedule.Immediately(), BERLIN, published)).isEqualTo(published);
        assertThat(next(new DeliverySchedule.Immediately(), BERLIN, Instant.parse("2026-02-05T12:00:00Z")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # the next chosen time of the reader's clock, and this minute
            Europe/Berlin,       20:00, 2026-02-05T12:00:00Z, 2026-02-05T19:00:00Z
            Europe/Berlin,       08:00, 2026-02-05T12:00:00Z, 2026-02-06T07:00:00Z
            Europe/Berlin,       13:00, 2026-02-05T12:00:00Z, 2026-02-05T12:00:00Z
            # now, if it missed the day's time by less than three hours
            Europe/Berlin,       08:00, 2026-02-05T09:59:59Z, 2026-02-05T09:59:59Z
            Europe/Berlin,       08:00, 2026-02-05T10:00:00Z, 2026-02-06T07:00:00Z
            # not in the night after the day that it missed
            Europe/Berlin,       23:00, 2026-02-05T23:30:00Z, 2026-02-06T22:00:00Z
            # a time that the clock skips
            Europe/Berlin,       02:30, 2026-03-28T12:00:00Z, 2026-03-29T01:30:00Z
            Africa/Cairo,        00:00, 2026-04-23T12:00:00Z, 2026-04-23T22:00:00Z
            Australia/Lord_Howe, 02:15, 2026-10-03T12:00:00Z, 2026-10-03T15:45:00Z
            # the first of a time that comes twice, and not again at the second
            Europe/Berlin,       02:30, 2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z
            Australia/Lord_Howe, 01:45, 2026-04-04T12:00:00Z, 2026-04-04T14:45:00Z
            Europe/Berlin,       02:30, 2026-10-25T00:45:00Z, 2026-10-25T00:45:00Z
            # Apia went from Thursday, 29 December 2011 straight to Saturday
            Pacific/Apia,        08:00, 2011-12-30T06:00:00Z, 2011-12-30T18:00:00Z
            """)
    void isDueAtAChosenTime(ZoneId zone, LocalTime time, Instant published, Instant due) {
        assertThat(of(new DeliverySchedule.At(time, EVERY_DAY), zone, published))
                .isEqualTo(due);
    }

    @Test
    void waitsForAChosenDay() {
        var mondays = new DeliverySchedule.At(LocalTime.of(8, 0), Set.of(MONDAY));
        assertThat(of(mondays, BERLIN, Instant.parse("2026-02-05T07:30:00Z"))).isEqualTo("2026-02-09T07:00:00Z");
        assertThat(of(mondays, BERLIN, Instant.parse("2026-02-09T08:00:00Z")))
                .as("an hour late on a Monday")
                .isEqualTo("2026-02-09T08:00:00Z");
    }

    @Test
    void whatMissesARoundUpIsInTheNextOne() {
        var mondays = new DeliverySchedule.Weekly(LocalTime.of(8, 0), MONDAY);
        assertThat(of(mondays, BERLIN, Instant.parse("2026-02-05T07:30:00Z"))).isEqualTo("2026-02-09T07:00:00Z");
        assertThat(of(mondays, BERLIN, Instant.parse("2026-02-09T07:00:00Z")))
                .as("just in time")
                .isEqualTo("2026-02-09T07:00:00Z");
        assertThat(of(mondays, BERLIN, Instant.parse("2026-02-09T07:01:00Z")))
                .as("a minute late")
                .isEqualTo("2026-02-16T07:00:00Z");
        assertThat(next(mondays, BERLIN, Instant.parse("2026-03-24T12:00:00Z")))
                .as("in summer")
                .contains(Instant.parse("2026-03-30T06:00:00Z"));
    }

    @Test
    void theNextChosenDayMayBeInAWeek() {
        var fridays = new DeliverySchedule.At(LocalTime.of(8, 0), Set.of(FRIDAY));
        assertThat(next(fridays, BERLIN, Instant.parse("2026-02-06T07:00:01Z")))
                .contains(Instant.parse("2026-02-13T07:00:00Z"));
    }

    @Test
    void leavesOutADayThatDoesNotExist() {
        var fridays = new DeliverySchedule.At(LocalTime.of(8, 0), Set.of(FRIDAY));
        assertThat(of(fridays, ZoneId.of("Pacific/Apia"), Instant.parse("2011-12-30T06:00:00Z")))
                .isEqualTo("2012-01-05T18:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            08:00, 2026-02-05T06:59:59Z, 2026-02-05T07:00:00Z
            08:00, 2026-02-05T07:00:00Z, 2026-02-05T07:00:00Z
            # a digest that is late comes now, but none is known to be
            08:00, 2026-02-05T07:00:01Z, 2026-02-06T07:00:00Z
            # summer; skipped; the first of two, and not the second
            08:00, 2026-03-28T12:00:00Z, 2026-03-29T06:00:00Z
            02:30, 2026-03-28T12:00:00Z, 2026-03-29T01:30:00Z
            02:30, 2026-10-25T00:00:00Z, 2026-10-25T00:30:00Z
            02:30, 2026-10-25T00:45:00Z, 2026-10-26T01:30:00Z
            """)
    void theNextTimeIsTheFirstChosenOneFromNowOn(LocalTime time, Instant from, Instant next) {
        assertThat(next(new DeliverySchedule.At(time, EVERY_DAY), BERLIN, from)).contains(next);
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
            Instant due = of(new DeliverySchedule.At(time, EVERY_DAY), zone, published);
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

    private static final QuietHours NIGHT = hold("22:00", "07:00");

    /// All changes of clocks, hours and times in these tests are multiples of this.
    private static final Duration QUARTER = Duration.ofMinutes(15);

    @ParameterizedTest
    @CsvSource({
        "22:00, 07:00, 21:59:59, false",
        "22:00, 07:00, 22:00, true",
        "22:00, 07:00, 00:00, true",
        "22:00, 07:00, 06:59:59, true",
        "22:00, 07:00, 07:00, false",
        "00:00, 08:00, 00:00, true",
        "00:00, 08:00, 23:59, false",
        "13:00, 15:30, 12:59, false",
        "13:00, 15:30, 13:00, true",
        "13:00, 15:30, 15:30, false",
        "20:00, 00:00, 23:59, true",
        "20:00, 00:00, 00:00, false"
    })
    void containsWhatTheClockShowsBetweenStartAndEnd(LocalTime from, LocalTime to, LocalTime time, boolean quiet) {
        assertThat(new QuietHours(from, to).contains(time)).isEqualTo(quiet);
    }

    @Test
    void areNoneIfTheyEndWhenTheyBegin() {
        LocalTime seven = LocalTime.of(7, 0);
        assertThat(QuietHours.between(seven, seven)).isEmpty();
        assertThat(QuietHours.quiet("07:00", "07:00")).isEmpty();
        assertThatThrownBy(() -> new QuietHours(seven, seven)).hasMessageContaining("are none");
    }

    @ParameterizedTest
    @CsvSource({
        // An ordinary night, and the evening before it.
        "22:00, 07:00, 2026-02-05T21:30:00Z, 2026-02-06T06:00:00Z",
        "22:00, 07:00, 2026-02-06T05:59:59Z, 2026-02-06T06:00:00Z",
        "22:00, 07:00, 2026-02-06T06:00:00Z, 2026-02-06T06:00:00Z",
        // The nights in which the clocks change.
        "22:00, 07:00, 2026-03-28T23:00:00Z, 2026-03-29T05:00:00Z",
        "22:00, 07:00, 2026-10-24T23:00:00Z, 2026-10-25T06:00:00Z",
        // An end that is skipped: the quiet hours are over when the clock has passed it.
        "22:00, 02:30, 2026-03-28T23:00:00Z, 2026-03-29T01:00:00Z",
        // An end that occurs twice: the quiet hours are over the first time, and begin again until
        // the second.
        "22:00, 02:30, 2026-10-24T23:00:00Z, 2026-10-25T00:30:00Z",
        "22:00, 02:30, 2026-10-25T01:10:00Z, 2026-10-25T01:30:00Z",
        // A clock that is put back into the quiet hours at their very end prolongs them.
        "22:00, 03:00, 2026-10-24T23:00:00Z, 2026-10-25T02:00:00Z"
    })
    void areOverWhenTheClockOnTheWallSaysSo(LocalTime from, LocalTime to, Instant time, Instant over) {
        var hours = new QuietHours(from, to);
        assertThat(hours.endAfter(time, ZoneId.of("Europe/Berlin"))).isEqualTo(over);
    }

    @ParameterizedTest
    @CsvSource({
        ", 2026-02-05T22:30:00Z, 2026-02-06T06:00:00Z",
        ", 2026-02-05T12:00:00Z, 2026-02-05T12:00:00Z",
        "23:30, 2026-02-05T12:00:00Z, 2026-02-06T06:00:00Z",
        "06:30, 2026-02-05T12:00:00Z, 2026-02-06T06:00:00Z",
        "08:00, 2026-02-05T12:00:00Z, 2026-02-06T07:00:00Z",
        // An hour late for 21:30, so due at once: the quiet hours have not begun.
        "21:30, 2026-02-05T21:30:00Z, 2026-02-06T06:00:00Z"
    })
    void holdBackUntilTheyAreOver(LocalTime at, Instant published, Instant due) {
        DeliverySchedule when =
                at == null ? new DeliverySchedule.Immediately() : new DeliverySchedule.At(at, EVERY_DAY);
        assertThat(of(when, ZoneId.of("Europe/Berlin"), Optional.of(NIGHT), published))
                .isEqualTo(due);
    }

    @ParameterizedTest
    @CsvSource({
        "23:30, 2026-02-05T20:00:00Z, 2026-02-06T06:00:00Z",
        // Yesterday's delivery still waits.
        "23:30, 2026-02-06T03:00:00Z, 2026-02-06T06:00:00Z",
        "23:30, 2026-02-06T06:00:01Z, 2026-02-07T06:00:00Z",
        "08:00, 2026-02-06T03:00:00Z, 2026-02-06T07:00:00Z"
    })
    void theNextTimeCountsThemIn(LocalTime at, Instant now, Instant next) {
        assertThat(next(new DeliverySchedule.At(at, EVERY_DAY), ZoneId.of("Europe/Berlin"), Optional.of(NIGHT), now))
                .contains(next);
        assertThat(next(new DeliverySchedule.Immediately(), ZoneId.of("Europe/Berlin"), Optional.of(NIGHT), now))
                .isEmpty();
    }

    @Test
    void aChosenDaysDeliveryWaitsIntoTheDayAfter() {
        var mondays = new DeliverySchedule.At(LocalTime.of(23, 0), Set.of(DayOfWeek.MONDAY));
        assertThat(next(mondays, ZoneId.of("UTC"), Optional.of(NIGHT), Instant.parse("2026-02-05T12:00:00Z")))
                .contains(Instant.parse("2026-02-10T07:00:00Z"));
    }

    /// Around the next three changes of every zone's clock, in quiet hours that hold deliveries
    /// back: each local day has one delivery, at the first moment outside the quiet hours. This
    /// test finds that moment by watching the clock.
    @Test
    void eachLocalDayHasOneDeliveryOutsideThemInEveryZone() {
        for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            ZoneId zone = ZoneId.of(id);
            Instant after = Instant.parse("2026-02-05T12:00:00Z");
            for (int i = 0; i < 3; i++) {
                ZoneOffsetTransition change = zone.getRules().nextTransition(after);
                after = change == null ? after.plus(Duration.ofDays(90)) : change.getInstant();
                for (QuietHours quiet : hours(zone, after)) {
                    assertOnceADay(zone, quiet, after);
                }
            }
        }
    }

    /// Ordinary hours, and some whose edges the change of the clock skips or repeats.
    private static List<QuietHours> hours(ZoneId zone, Instant change) {
        LocalTime before = LocalTime.ofInstant(change.minus(QUARTER), zone);
        LocalTime at = LocalTime.ofInstant(change, zone);
        return Stream.of(
                        Optional.of(NIGHT),
                        Optional.of(hold("23:00", "02:30")),
                        QuietHours.between(before.minusHours(3), before),
                        QuietHours.between(before, at.plusMinutes(15)))
                .flatMap(Optional::stream)
                .toList();
    }

    private static void assertOnceADay(ZoneId zone, QuietHours quiet, Instant change) {
        LocalTime before = LocalTime.ofInstant(change.minus(QUARTER), zone);
        for (LocalTime time : List.of(quiet.from(), quiet.to().minusMinutes(15), before, LocalTime.of(8, 0))) {
            var when = new DeliverySchedule.At(time, EVERY_DAY);
            LocalDate first = LocalDate.ofInstant(change, zone).minusDays(3);
            List<Instant> days = new ArrayList<>();
            first.datesUntil(first.plusDays(6))
                    .filter(day -> day.atStartOfDay(zone).toLocalDate().equals(day))
                    .forEach(day -> {
                        Instant chosen = day.atTime(time).atZone(zone).toInstant();
                        Instant due = of(when, zone, Optional.of(quiet), chosen.minusSeconds(1));
                        assertThat(due)
                                .as("%s on %s, %s at %s", zone, day, quiet, time)
                                .isEqualTo(watched(chosen, zone, quiet));
                        assertThat(next(when, zone, Optional.of(quiet), due)).contains(due);
                        days.add(due);
                    });
            assertThat(days).as("%s, %s at %s", zone, quiet, time).isSorted().doesNotHaveDuplicates();
            if (quiet.equals(NIGHT) && quiet.contains(time)) {
                assertThat(new HashSet<>(days.stream()
                                .map(due -> LocalDate.ofInstant(due, zone))
                                .toList()))
                        .as("%s at %s, days", zone, time)
                        .hasSameSizeAs(days);
            }
        }
    }

    private static Instant watched(Instant from, ZoneId zone, QuietHours quiet) {
        Instant now = from;
        while (quiet.contains(LocalTime.ofInstant(now, zone))) {
            now = now.plus(QUARTER);
        }
        return now;
    }

    private static QuietHours hold(String from, String to) {
        return new QuietHours(LocalTime.parse(from), LocalTime.parse(to));
    }
}
