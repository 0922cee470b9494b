package digestbot.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.audience.QuietHours.Mode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

    private static final Set<DayOfWeek> EVERY_DAY = EnumSet.allOf(DayOfWeek.class);
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
        assertThat(new QuietHours(from, to, Mode.HOLD).contains(time)).isEqualTo(quiet);
    }

    @Test
    void areNoneIfTheyEndWhenTheyBegin() {
        LocalTime seven = LocalTime.of(7, 0);
        assertThat(QuietHours.between(seven, seven, Mode.SILENT)).isEmpty();
        assertThat(QuietHoursColumns.quiet("07:00", "07:00", "hold")).isEmpty();
        assertThatThrownBy(() -> new QuietHours(seven, seven, Mode.HOLD)).hasMessageContaining("are none");
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
        var hours = new QuietHours(from, to, Mode.HOLD);
        assertThat(hours.endAfter(time, ZoneId.of("Europe/Berlin"))).isEqualTo(over);
    }

    @ParameterizedTest
    @CsvSource({
        "HOLD, , 2026-02-05T22:30:00Z, 2026-02-06T06:00:00Z",
        "HOLD, , 2026-02-05T12:00:00Z, 2026-02-05T12:00:00Z",
        "HOLD, 23:30, 2026-02-05T12:00:00Z, 2026-02-06T06:00:00Z",
        "HOLD, 06:30, 2026-02-05T12:00:00Z, 2026-02-06T06:00:00Z",
        "HOLD, 08:00, 2026-02-05T12:00:00Z, 2026-02-06T07:00:00Z",
        // An hour late for 21:30, so due at once: the quiet hours have not begun.
        "HOLD, 21:30, 2026-02-05T21:30:00Z, 2026-02-06T06:00:00Z",
        "SILENT, , 2026-02-05T22:30:00Z, 2026-02-05T22:30:00Z",
        "SILENT, 23:30, 2026-02-05T12:00:00Z, 2026-02-05T22:30:00Z"
    })
    void holdBackUntilTheyAreOverOrSilence(Mode mode, LocalTime at, Instant published, Instant due) {
        DeliverySchedule when =
                at == null ? new DeliverySchedule.Immediately() : new DeliverySchedule.At(at, EVERY_DAY);
        assertThat(DueTime.of(when, ZoneId.of("Europe/Berlin"), Optional.of(NIGHT.withMode(mode)), published))
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
        assertThat(DueTime.next(
                        new DeliverySchedule.At(at, EVERY_DAY), ZoneId.of("Europe/Berlin"), Optional.of(NIGHT), now))
                .contains(next);
        assertThat(DueTime.next(
                        new DeliverySchedule.Immediately(), ZoneId.of("Europe/Berlin"), Optional.of(NIGHT), now))
                .isEmpty();
    }

    @Test
    void aChosenDaysDeliveryWaitsIntoTheDayAfter() {
        var mondays = new DeliverySchedule.At(LocalTime.of(23, 0), Set.of(DayOfWeek.MONDAY));
        assertThat(DueTime.next(mondays, ZoneId.of("UTC"), Optional.of(NIGHT), Instant.parse("2026-02-05T12:00:00Z")))
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
                        QuietHours.between(before.minusHours(3), before, Mode.HOLD),
                        QuietHours.between(before, at.plusMinutes(15), Mode.HOLD))
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
                        Instant due = DueTime.of(when, zone, Optional.of(quiet), chosen.minusSeconds(1));
                        assertThat(due)
                                .as("%s on %s, %s at %s", zone, day, quiet, time)
                                .isEqualTo(watched(chosen, zone, quiet));
                        assertThat(DueTime.next(when, zone, Optional.of(quiet), due))
                                .contains(due);
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
        return new QuietHours(LocalTime.parse(from), LocalTime.parse(to), Mode.HOLD);
    }
}
