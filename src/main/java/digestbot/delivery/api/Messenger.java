package digestbot.delivery.api;

import digestbot.audience.Platform;
import digestbot.content.Content;
import digestbot.content.paging.MessageBudget;
import digestbot.delivery.api.Attachment.FileNotMade;
import java.time.Duration;
import java.util.Optional;

/// A platform as the sender sees it. Thread-safe. [#send], [#edit] and [#delete] block. The
/// methods that make an `M`, the platform's form of one message, are pure.
public interface Messenger<M> {

    /// The request timeout, which is shorter than a lease.
    Duration LONGEST_REQUEST = Duration.ofSeconds(30);

    Platform platform();

    MessageBudget budget();

    /// Renders content that fits the budget.
    M render(Content content);

    /// The message as plain text; empty if it already is.
    Optional<M> plain(M message);

    M attach(M message, Attachment file);

    /// The message as the first one of a digest, which the platform may pin.
    default M firstOfDigest(M message) {
        return message;
    }

    /// Sends a message.
    ///
    /// @param nonce a text of at most 25 characters that is unique for this message and the same
    ///     for each repetition; platforms that can recognize duplicates by it
    /// @throws FileNotMade if the message's file cannot be created; no request was made then
    SendResult send(Destination to, M message, String nonce, boolean silent);

    SendResult edit(Destination to, String messageId, M message);

    /// Deletes a message. One that no longer exists counts as [SendResult.Sent] with its id.
    SendResult delete(Destination to, String messageId);

    /// Whether a deletion leaves no empty container, such as a thread that it opened.
    default boolean isDeletable(long thread, String messageId) {
        return true;
    }

    /// The time after sending within which a message can be deleted; empty without a limit.
    default Optional<Duration> deletableFor() {
        return Optional.empty();
    }
}
