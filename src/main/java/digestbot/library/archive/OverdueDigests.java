package digestbot.library.archive;

import digestbot.database.Transaction;
import digestbot.digest.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The digests that should have arrived by their topics' usual times and have not.
public final class OverdueDigests {

    /// The time for which a digest is expected; after that, its topic has probably ended.
    private static final Duration PATIENCE = Duration.ofDays(7);

    private final Library library;
    private final LatePolicy punctuality;

    /// A digest that has not come.
    ///
    /// @param at when it usually comes
    /// @param late whether it is overdue
    public record Awaited(Topic topic, LocalDate day, Instant at, boolean late) {}

    public OverdueDigests(Library library, LatePolicy punctuality) {
        this.library = library;
        this.punctuality = punctuality;
    }

    /// The missing digests that usually arrive by the end of today, earliest first. Digests that
    /// have been missing for a week are left out.
    public List<Awaited> untilTonight(Transaction transaction, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, punctuality.zone());
        return library.topics(transaction).stream()
                .map(LibraryTopic::topic)
                .flatMap(topic -> ExpectedDigest.of(transaction, topic.id(), punctuality)
                        .flatMap(expected -> awaited(transaction, topic, expected, now))
                        .stream())
                .filter(awaited ->
                        !LocalDate.ofInstant(awaited.at(), punctuality.zone()).isAfter(today))
                .sorted(Comparator.comparing(Awaited::at))
                .toList();
    }

    /// Those that are late.
    public List<Awaited> late(Transaction transaction, Instant now) {
        return untilTonight(transaction, now).stream().filter(Awaited::late).toList();
    }

    /// Tells whether an expected digest of the topic is missing for so long that it is no longer
    /// expected.
    ///
    /// @param topic its id
    public boolean gaveUp(Transaction transaction, String topic, Instant now) {
        return ExpectedDigest.of(transaction, topic, punctuality)
                .filter(expected -> !library.holds(transaction, topic, expected.day()))
                .filter(expected -> isOver(expected.at(), now))
                .isPresent();
    }

    private static boolean isOver(Instant expected, Instant now) {
        return !now.isBefore(expected.plus(PATIENCE));
    }

    private Optional<Awaited> awaited(Transaction transaction, Topic topic, ExpectedDigest expected, Instant now) {
        return library.holds(transaction, topic.id(), expected.day()) || isOver(expected.at(), now)
                ? Optional.empty()
                : Optional.of(new Awaited(topic, expected.day(), expected.at(), punctuality.isLate(expected, now)));
    }
}
