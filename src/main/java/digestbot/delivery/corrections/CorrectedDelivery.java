package digestbot.delivery.corrections;

import digestbot.audience.ReadingOptions;
import digestbot.button.Press;
import digestbot.content.Reader;
import digestbot.delivery.outbox.CombinedView;
import digestbot.delivery.outbox.Delivery.Matter.Revised;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A delivery whose messages shall be corrected, as they are shown now.
///
/// @param thread where they are; 0 for none
/// @param sent for whom it was made when it was sent
/// @param readings how each digest of a message with several was read when it was sent
/// @param now for whom a press makes what it shows
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

        /// It shows the digest alone, or the same one in another language.
        ///
        /// @param other that one as it is out now; empty if it is the digest itself, or is not out
        /// @param shows the view that it shows, with the page
        /// @param revision of the digest, as it shows it
        /// @param pressed whether a press made it, so that it is a page of the view and not one of the messages
        record Page(
                int ordinal,
                Press.Show shows,
                Optional<Revised> other,
                int revision,
                boolean pressed,
                String messageId,
                Instant sentAt)
                implements SentMessage {}

        /// It shows the digest among others.
        record Several(int ordinal, CombinedView shows, String messageId, Instant sentAt) implements SentMessage {}
    }
}
