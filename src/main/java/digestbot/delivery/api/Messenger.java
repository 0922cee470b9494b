package digestbot.delivery.api;

import digestbot.audience.Platform;
import digestbot.content.Content;
import digestbot.content.paging.MessageBudget;
import java.time.Duration;
import java.util.Optional;

/// A platform, as the dispatcher needs it. Safe for use by several threads; requests block.
///
/// @param <M> the platform's form of one message
public interface Messenger<M> {

    /// A request that has not ended after this time ends without an answer: a claim lasts longer.
    Duration LONGEST_REQUEST = Duration.ofSeconds(30);

    Platform platform();

    /// The limits of one message.
    MessageBudget budget();

    /// Grows when the same content would be rendered differently, so that a half-sent delivery is not
    /// continued in another form.
    int rendererVersion();

    /// Gives the content, which fits the budget, the platform's form. Pure.
    M render(Content content);

    /// The message without what a platform may refuse of its form: its text alone; empty if it has no simpler form.
    /// Pure.
    Optional<M> plain(M message);

    /// The message with a file. Pure.
    M attach(M message, Attachment file);

    /// Sends the message.
    ///
    /// @param nonce unique for this message and the same on each repeat, at most 25 characters; platforms
    ///     that can, refuse doubles
    /// @throws FileNotReady if the message's file cannot be made right now; then nothing was requested
    SendResult send(Destination to, M message, String nonce, boolean silent);

    /// Puts the message in the place of one that was sent before.
    ///
    /// @param messageId as in [SendResult.Sent]
    SendResult edit(Destination to, String messageId, M message);

    /// Takes a message that was sent before away.
    ///
    /// @param messageId as in [SendResult.Sent]
    /// @return [SendResult.Sent] with that id once it is away, however that came
    SendResult delete(Destination to, String messageId);

    /// Tells whether a message can be deleted without leaving something empty behind, such as a
    /// thread that it opened.
    ///
    /// @param thread where it is; 0 for none
    /// @param messageId as in [SendResult.Sent]
    default boolean leavesNothing(long thread, String messageId) {
        return true;
    }

    /// The time after sending within which a message can be deleted; empty if there is no limit.
    default Optional<Duration> deletableFor() {
        return Optional.empty();
    }
}
