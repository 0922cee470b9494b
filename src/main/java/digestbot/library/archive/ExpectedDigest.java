package digestbot.library.archive;

import digestbot.database.Transaction;
import digestbot.library.archive.PublicationTimeStore.Arrival;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The next digest of a topic, where its habit allows to expect one.
///
/// Working days and weekends each have a habit: of the last seven days of the kind, at most one was without a digest,
/// at least five had one, and these came at about the same time. A day that had none a week before is not expected
/// either, such as a holiday of the week. Whatever comes less often, or at any time, is never expected: nobody is
/// told in vain.
///
/// @param day the digest's
/// @param at the usual time: the median of the times at which those of such days came
public record ExpectedDigest(LocalDate day, Instant at) {

    /// Days of a topic that tell its habit.
    private static final int DAYS = 60;

    private static final int LOOKED_AT = 7;
    private static final int LEAST = 5;
    private static final int MOST_EXCEPTIONS = 1;
    private static final int FARTHEST = 7;

    /// The times at which a topic's digests came, from the beginning of their day by the local
    /// clock; they may come on the next day.
    private record Habit(List<Duration> times, int without) {

        Duration median() {
            return times.get(times.size() / 2);
        }

        boolean isKept(Duration late) {
            long exceptions = times.stream()
                    .filter(time -> time.minus(median()).abs().compareTo(late) > 0)
                    .count();
            return times.size() >= LEAST && without <= MOST_EXCEPTIONS && exceptions <= MOST_EXCEPTIONS;
        }
    }

    /// The digest that is expected of the topic after its last one.
    ///
    /// @param topic its id
    public static Optional<ExpectedDigest> of(Transaction transaction, String topic, LatePolicy punctuality) {
        return from(transaction, topic, LocalDate.MIN, punctuality);
    }

    /// The same for that day or the next after it that has one, whatever of the days before has not come.
    public static Optional<ExpectedDigest> from(
            Transaction transaction, String topic, LocalDate day, LatePolicy punctuality) {
        return of(
                new PublicationTimeStore().last(transaction, topic, DAYS),
                day,
                punctuality.zone(),
                punctuality.tolerance());
    }

    /// The digest that is expected after the last arrival.
    ///
    /// @param arrivals those of the last weeks, at most one a day
    /// @param zone whose clock it is that is kept to
    /// @param late how much later than usual is late: what often comes later has no usual time
    static Optional<ExpectedDigest> of(List<Arrival> arrivals, ZoneId zone, Duration late) {
        return of(arrivals, LocalDate.MIN, zone, late);
    }

    private static Optional<ExpectedDigest> of(List<Arrival> arrivals, LocalDate from, ZoneId zone, Duration late) {
        Map<LocalDate, Duration> times = arrivals.stream()
                .filter(arrival -> isInTime(time(arrival, zone)))
                .collect(Collectors.toMap(Arrival::day, arrival -> time(arrival, zone), (one, _) -> one));
        Optional<LocalDate> first = times.keySet().stream().min(Comparator.naturalOrder());
        Optional<LocalDate> last = arrivals.stream().map(Arrival::day).max(Comparator.naturalOrder());
        if (first.isEmpty() || last.isEmpty()) {
            return Optional.empty();
        }
        LocalDate next = last.get().plusDays(1);
        return Stream.iterate(next.isBefore(from) ? from : next, day -> day.plusDays(1))
                .limit(FARTHEST)
                .filter(day -> times.containsKey(day.minusWeeks(1))
                        || day.minusWeeks(1).isBefore(first.get()))
                .flatMap(day -> expected(day, habit(day, first.get(), times), zone, late).stream())
                .findFirst();
    }

    private static Optional<ExpectedDigest> expected(LocalDate day, Habit habit, ZoneId zone, Duration late) {
        return habit.isKept(late)
                ? Optional.of(new ExpectedDigest(
                        day,
                        day.atStartOfDay().plus(habit.median()).atZone(zone).toInstant()))
                : Optional.empty();
    }

    /// The topic's habit before that day, on days of its kind.
    private static Habit habit(LocalDate day, LocalDate first, Map<LocalDate, Duration> times) {
        Predicate<LocalDate> sameKind = other -> isWeekend(other) == isWeekend(day);
        List<LocalDate> days = Stream.iterate(day.minusDays(1), before -> before.minusDays(1))
                .takeWhile(before -> !before.isBefore(first))
                .filter(sameKind)
                .limit(LOOKED_AT)
                .toList();
        List<Duration> came = days.stream()
                .filter(times::containsKey)
                .map(before -> times.getOrDefault(before, Duration.ZERO))
                .sorted()
                .toList();
        return new Habit(came, days.size() - came.size());
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private static Duration time(Arrival arrival, ZoneId zone) {
        return Duration.between(
                arrival.day().atStartOfDay(), arrival.at().atZone(zone).toLocalDateTime());
    }

    /// Tells whether the time counts. A digest of a day long past, or of one to come, has no part in the habit.
    private static boolean isInTime(Duration time) {
        return time.compareTo(Duration.ofDays(-1)) > 0 && time.compareTo(Duration.ofDays(2)) < 0;
    }
}
