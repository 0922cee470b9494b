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
/// @param thread where they are; 0 for none
/// @param sent the reader at the time of sending
/// @param readings how each digest of a message with several was read when it was sent
/// @param now the reader with the current settings, for pages shown by a button press
/// @param complete whether all of its messages arrived
/// @param parts those of its messages that can be changed, in order
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
        /// @param shows the view that it shows, with the page
        /// @param revision of the digest, as it shows it
        /// @param pressed whether a press made it, so that it is a page of the view and not one of
        ///     the messages
        record Page(
                int ordinal,
                Press.Show shows,
                Optional<DigestRevision> other,
                int revision,
                boolean pressed,
                String messageId,
                Instant sentAt)
                implements SentMessage {}

        /// It shows the digest among others.
        record CombinedPage(int ordinal, CombinedView shows, String messageId, Instant sentAt) implements SentMessage {}
    }
}
