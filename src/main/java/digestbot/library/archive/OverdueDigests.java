package digestbot.library.archive;

import digestbot.database.Transaction;
import digestbot.digest.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

public record OverdueDigests(Library library, LatePolicy latePolicy) {

    /// The time for which a digest is expected; after that, its topic has probably ended.
    private static final Duration EXPECTED_FOR = Duration.ofDays(7);

    private static final DigestStore DIGESTS = new DigestStore();

    /// `at` is the usual time of the digest.
    public record MissingDigest(Topic topic, LocalDate day, Instant at, boolean late) {}

    /// The missing digests that are usually received by the end of today, earliest first. Digests
    /// that have been missing for a week are omitted.
    public List<MissingDigest> untilTonight(Transaction transaction, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, latePolicy.zone());
        return library.topics(transaction).stream()
                .map(LibraryTopic::topic)
                .flatMap(topic -> ExpectedDigest.of(transaction, topic.id(), latePolicy)
                        .flatMap(expected -> missing(transaction, topic, expected, now))
                        .stream())
                .filter(awaited ->
                        !LocalDate.ofInstant(awaited.at(), latePolicy.zone()).isAfter(today))
                .sorted(Comparator.comparing(MissingDigest::at))
                .toList();
    }

    public List<MissingDigest> late(Transaction transaction, Instant now) {
        return untilTonight(transaction, now).stream()
                .filter(MissingDigest::late)
                .toList();
    }

    /// Whether an expected digest of the topic is so late that it is given up.
    public boolean isGivenUp(Transaction transaction, String topic, Instant now) {
        return ExpectedDigest.of(transaction, topic, latePolicy)
                .filter(expected -> !DIGESTS.isAnyHeld(transaction, topic, expected.day()))
                .filter(expected -> isOver(expected.at(), now))
                .isPresent();
    }

    private static boolean isOver(Instant expected, Instant now) {
        return !now.isBefore(expected.plus(EXPECTED_FOR));
    }

    private Optional<MissingDigest> missing(
            Transaction transaction, Topic topic, ExpectedDigest expected, Instant now) {
        return DIGESTS.isAnyHeld(transaction, topic.id(), expected.day()) || isOver(expected.at(), now)
                ? Optional.empty()
                : Optional.of(
                        new MissingDigest(topic, expected.day(), expected.at(), latePolicy.isLate(expected, now)));
    }
}
