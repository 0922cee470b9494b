package digestbot.delivery.corrections;

import digestbot.audience.ReadingOptions;
import digestbot.button.Press;
import digestbot.content.Reader;
import digestbot.delivery.outbox.CombinedView;
import digestbot.delivery.outbox.Delivery.Payload.DigestRevision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A delivery to correct, with the current state of its messages.
///
/// @param thread the thread that contains them; 0 for none
/// @param sent the reader at the time of sending
/// @param readings the reading options of each digest of a combined message when it was sent
/// @param now the reader with the current settings, for pages shown by a button press
/// @param complete true if all of its messages arrived
/// @param parts the messages that can be changed, in order
record CorrectedDelivery(
        long delivery,
        long thread,
        Reader sent,
        Map<Long, ReadingOptions> readings,
        Reader now,
        boolean complete,
        List<SentMessage> parts) {

    /// A message that was sent, as a part of the delivery.
    sealed interface SentMessage {

        int ordinal();

        String messageId();

        Instant sentAt();

        /// A message that shows one digest, possibly in another language.
        ///
        /// @param other the other digest in its current revision; empty if it is the corrected
        ///     digest itself or not visible
        /// @param shows the view and page that it shows
        /// @param revision the revision of the digest that it shows
        /// @param pressed true if a button press changed it, so that it is a page of the view and
        ///     not one of the original messages
        record Page(
                int ordinal,
                Press.Show shows,
                Optional<DigestRevision> other,
                int revision,
                boolean pressed,
                String messageId,
                Instant sentAt)
                implements SentMessage {}

        /// A message that shows the digest among others.
        record CombinedPage(int ordinal, CombinedView shows, String messageId, Instant sentAt) implements SentMessage {}
    }
}
