package digestbot.library.archive;

import digestbot.database.Transaction;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The next digest of a topic whose digests are published regularly enough to predict it.
///
/// Working days and weekends are treated separately. A digest is expected if, of the last seven
/// days of that kind, at least five had a digest, at most one had none, and they arrived at about
/// the same time, and if the topic usually has a digest each day. A weekday without a digest a week
/// earlier is skipped. Irregular topics are never expected, so that there are no false alarms.
///
/// @param at the usual time of arrival: the median of the last days of that kind
public record ExpectedDigest(LocalDate day, Instant at) {

    private static final int LOOKBACK_DAYS = 60;

    private static final int MAX_GAPS = 14;
    private static final int MAX_SAMPLES = 7;
    private static final int MIN_SAMPLES = 5;
    private static final int MAX_EXCEPTIONS = 1;
    private static final int MAX_DAYS_AHEAD = 7;

    /// The arrival times of a topic's digests are offsets from the start of their day in local
    /// time, and may exceed 24 hours. They are sorted. `without` is the number of days that have
    /// none.
    private record ArrivalPattern(List<Duration> times, int without) {

        Duration median() {
            return times.get(times.size() / 2);
        }

        boolean isKept(Duration late) {
            long exceptions = times.stream()
                    .filter(time -> time.minus(median()).abs().compareTo(late) > 0)
                    .count();
            return times.size() >= MIN_SAMPLES && without <= MAX_EXCEPTIONS && exceptions <= MAX_EXCEPTIONS;
        }
    }

    /// The digest that is expected after the topic's last one.
    public static Optional<ExpectedDigest> of(Transaction transaction, String topic, LatePolicy latePolicy) {
        return from(transaction, topic, LocalDate.MIN, latePolicy);
    }

    /// The first expected digest on or after that day, even if earlier ones are missing.
    public static Optional<ExpectedDigest> from(
            Transaction transaction, String topic, LocalDate day, LatePolicy latePolicy) {
        return of(
                new PublishedDigestStore().firstPublications(transaction, topic, LOOKBACK_DAYS),
                day,
                latePolicy.zone(),
                latePolicy.tolerance());
    }

    /// A topic that often exceeds the tolerance `late` has no usual time.
    static Optional<ExpectedDigest> of(
            NavigableMap<LocalDate, Instant> arrivals, LocalDate from, ZoneId zone, Duration late) {
        var times = new TreeMap<LocalDate, Duration>();
        arrivals.forEach((day, at) -> {
            Duration time = Duration.between(day.atStartOfDay(), at.atZone(zone).toLocalDateTime());
            if (isInTime(time)) {
                times.put(day, time);
            }
        });
        if (times.isEmpty() || isRare(arrivals.descendingKeySet())) {
            return Optional.empty();
        }
        LocalDate first = times.firstKey();
        LocalDate next = arrivals.lastKey().plusDays(1);
        return Stream.iterate(next.isBefore(from) ? from : next, day -> day.plusDays(1))
                .limit(MAX_DAYS_AHEAD)
                .filter(day -> times.containsKey(day.minusWeeks(1))
                        || day.minusWeeks(1).isBefore(first))
                .flatMap(day -> expected(day, pattern(day, first, times), zone, late).stream())
                .findFirst();
    }

    /// Whether the median of the last gaps between days with a digest is over a day and a
    /// half. The last day comes first.
    private static boolean isRare(Collection<LocalDate> arrivals) {
        List<LocalDate> days = arrivals.stream().limit(MAX_GAPS + 1).toList();
        List<Long> gaps = IntStream.range(1, days.size())
                .mapToObj(i -> ChronoUnit.DAYS.between(days.get(i), days.get(i - 1)))
                .sorted()
                .toList();
        return !gaps.isEmpty() && gaps.get((gaps.size() - 1) / 2) + gaps.get(gaps.size() / 2) > 3;
    }

    private static Optional<ExpectedDigest> expected(
            LocalDate day, ArrivalPattern pattern, ZoneId zone, Duration late) {
        return pattern.isKept(late)
                ? Optional.of(new ExpectedDigest(
                        day,
                        day.atStartOfDay().plus(pattern.median()).atZone(zone).toInstant()))
                : Optional.empty();
    }

    private static ArrivalPattern pattern(LocalDate day, LocalDate first, Map<LocalDate, Duration> times) {
        List<LocalDate> days = Stream.iterate(day.minusDays(1), before -> before.minusDays(1))
                .takeWhile(before -> !before.isBefore(first))
                .filter(before -> isWeekend(before) == isWeekend(day))
                .limit(MAX_SAMPLES)
                .toList();
        List<Duration> arrivalTimes = days.stream()
                .filter(times::containsKey)
                .map(before -> times.getOrDefault(before, Duration.ZERO))
                .sorted()
                .toList();
        return new ArrivalPattern(arrivalTimes, days.size() - arrivalTimes.size());
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    /// Whether the arrival counts: digests of days long past or in the future are ignored.
    private static boolean isInTime(Duration time) {
        return time.compareTo(Duration.ofDays(-1)) > 0 && time.compareTo(Duration.ofDays(2)) < 0;
    }
}
