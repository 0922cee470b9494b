package digestbot.delivery.outbox;

import digestbot.audience.ReadingOptions;
import digestbot.content.Reader;
import digestbot.delivery.api.Destination;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A due delivery to one chat, as read before it is claimed.
///
/// Its state is queued; [DeliveryStore] changes it. [Matter] is its content; the messages of that
/// are its parts.
///
/// @param claims the number of earlier claims
/// @param sent how many of its parts have arrived
/// @param edits the message that it replaces
/// @param combinable whether it may become one delivery with others that are due to its chat
/// @param hush the decision of the chat's quiet hours
public record Delivery(
        long number,
        long subscriber,
        Destination to,
        DeliveryCause cause,
        int attempts,
        long claims,
        int sent,
        Matter matter,
        Optional<String> edits,
        boolean combinable,
        QuietHoursDecision hush) {

    /// Whether it waits for the end of the quiet hours. A partly sent delivery does not wait.
    public boolean isHushed() {
        return sent == 0 && hush.until().isPresent();
    }

    /// The content of the delivery.
    public sealed interface Matter {

        /// The reader, if the first claim fixes it.
        default Optional<Reader> madeFor() {
            return switch (this) {
                case Edition edition -> Optional.of(edition.reader());
                case Several several -> Optional.of(several.reader().reader());
                case Own _, Shared _, Correction _, TakenBack _ -> Optional.empty();
            };
        }

        /// The reading options of one of its digests, where the first claim fixed them.
        default Optional<ReadingOptions> reading(long digest) {
            return switch (this) {
                case Edition edition -> Optional.of(edition.reader().reading());
                case Several several -> Optional.of(several.reader().of(digest));
                case Own _, Shared _, Correction _, TakenBack _ -> Optional.empty();
            };
        }

        /// The digests that it shows.
        default List<Revised> shown() {
            return switch (this) {
                case Edition edition -> List.of(new Revised(edition.digest(), edition.revision()));
                case Several several -> several.what().digests();
                case Own _, Shared _, Correction _, TakenBack _ -> List.of();
            };
        }

        /// An edition of a digest.
        ///
        /// @param view as a press that shows it
        /// @param renderer the renderer version of the first claim; empty if never claimed
        record Edition(long digest, int revision, String view, Reader reader, OptionalInt renderer) implements Matter {}

        /// Several digests together.
        ///
        /// @param renderer the version that it was begun with; empty if it was not
        record Several(CombinedView what, CombinedReader reader, OptionalInt renderer) implements Matter {}

        /// A revision of a digest.
        record Revised(long digest, int revision) {}

        /// Content of its own, as JSON.
        ///
        /// @param page the page to show; empty for all of it
        record Own(String content, OptionalInt page, OptionalInt renderer) implements Matter {}

        /// A correction of the messages of an earlier delivery.
        ///
        /// @param revision the digest's newest
        /// @param takesBack whether the messages are to be removed
        /// @param out whether the digest is visible to readers
        /// @param corrects the earlier delivery
        /// @param several what the corrected delivery should show if it is a combined one
        /// @param now the time at which this was read
        record Correction(
                long digest,
                int revision,
                boolean takesBack,
                boolean out,
                long corrects,
                Optional<CombinedView> several,
                Instant now)
                implements Matter {}

        /// Content shared by many deliveries.
        ///
        /// @param number the content's
        record Shared(long number, OptionalInt renderer) implements Matter {}

        /// The withdrawal of an earlier delivery of shared content.
        ///
        /// @param corrects the earlier delivery
        /// @param now when this was read
        record TakenBack(long corrects, Instant now) implements Matter {}
    }
}
