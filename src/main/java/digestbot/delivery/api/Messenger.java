package digestbot.delivery.api;

import digestbot.audience.Platform;
import digestbot.content.Content;
import digestbot.content.paging.MessageBudget;
import digestbot.delivery.api.TemporaryFile.FileNotReady;
import java.time.Duration;
import java.util.Optional;

/// A platform as seen by the dispatcher. Thread-safe; requests block.
///
/// @param <M> the platform's form of one message
public interface Messenger<M> {

    /// The request timeout, which is shorter than a lease.
    Duration LONGEST_REQUEST = Duration.ofSeconds(30);

    Platform platform();

    MessageBudget budget();

    /// The version of the rendering. It is increased when the same content renders differently, so
    /// that a partly sent delivery is not continued in another form.
    int rendererVersion();

    /// Renders content that fits the budget. Pure.
    M render(Content content);

    /// The message as plain text; empty if it already is. Pure.
    Optional<M> plain(M message);

    /// The message with a file. Pure.
    M attach(M message, Attachment file);

    /// The message as the last one of a digest, from which the platform may start a thread for
    /// discussion. Pure.
    default M lastOfDigest(M message) {
        return message;
    }

    /// Sends the message.
    ///
    /// @param nonce a text that is unique for this message and the same for each repetition, at
    ///     most 25 characters; used by platforms that support deduplication
    /// @throws FileNotReady if the message's file cannot be created right now; no request was made
    ///     then
    SendResult send(Destination to, M message, String nonce, boolean silent);

    /// Edits an earlier message.
    ///
    /// @param messageId as in [SendResult.Sent]
    SendResult edit(Destination to, String messageId, M message);

    /// Deletes a message.
    ///
    /// @param messageId as in [SendResult.Sent]
    /// @return [SendResult.Sent] with that id if the message no longer exists, for whatever reason
    SendResult delete(Destination to, String messageId);

    /// Tells whether the message can be deleted without leaving an empty container (such as a
    /// thread that it opened).
    ///
    /// @param thread the thread that contains it; 0 for none
    /// @param messageId as in [SendResult.Sent]
    default boolean isDeletable(long thread, String messageId) {
        return true;
    }

    /// The time after sending within which a message can be deleted; empty if there is no limit.
    default Optional<Duration> deletableFor() {
        return Optional.empty();
    }
}
