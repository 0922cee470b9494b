package digestbot.library.archive;

import digestbot.library.archive.PublishedDigestStore.ListedDigest;
import java.time.LocalDate;
import java.util.Optional;

/// A choice of the published digests.
///
/// @param topic a topic's id, in lower case
/// @param language an IETF tag; it also means tags that go on after it, so that `en` means `en-GB`,
///     too
/// @param after the place after which the list goes on
public record DigestListQuery(
        Optional<String> topic,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        Optional<String> language,
        Optional<ListPlace> after) {

    public static final DigestListQuery ALL = new DigestListQuery(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public static DigestListQuery on(String topic, LocalDate day) {
        return new DigestListQuery(
                Optional.of(topic), Optional.of(day), Optional.of(day), Optional.empty(), Optional.empty());
    }

    /// A place in a list of digests, which stays the same when digests are added or removed.
    public record ListPlace(LocalDate day, long number) {

        public static ListPlace of(ListedDigest digest) {
            return new ListPlace(digest.key().day(), digest.number());
        }
    }
}
