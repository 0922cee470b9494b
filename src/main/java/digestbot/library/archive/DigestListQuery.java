package digestbot.library.archive;

import java.time.LocalDate;
import java.util.Optional;

/// Which published digests are listed.
///
/// @param topic a topic's id, in lower case
/// @param from the first day
/// @param to the last day
/// @param language an IETF tag; it also means tags that go on after it, so that `en` means `en-GB`, too
/// @param after the place in the list after which it goes on
public record DigestListQuery(
        Optional<String> topic,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        Optional<String> language,
        Optional<ListPlace> after) {

    /// All of them.
    public static final DigestListQuery ALL = new DigestListQuery(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public static DigestListQuery on(String topic, LocalDate day) {
        return new DigestListQuery(
                Optional.of(topic), Optional.of(day), Optional.of(day), Optional.empty(), Optional.empty());
    }

    /// A place in a list of digests, which stays the same when digests are added or removed.
    public record ListPlace(LocalDate day, long number) {

        public static ListPlace of(DigestSummary digest) {
            return new ListPlace(digest.key().day(), digest.number());
        }
    }
}
