package digestbot.chat.api;

import digestbot.i18n.Phrase;
import digestbot.i18n.SettingsPhrase;

/// The names of a chat's delivery places on its platform, what is possible there, and who sees an
/// answer.
///
/// @param chatName the name for the chat outside its threads
/// @param thisThreadName the name for the current thread
/// @param otherThreadName the name for another thread
/// @param deliverToChatLabel the label of the button that moves deliveries to the chat outside its
///     threads
/// @param followers true if other chats can follow it
/// @param discussions whether threads can be started from messages in it
/// @param ownThreads true if the bot can open threads in it
/// @param privateAnswers true if this answer can be shown to the person alone although others read
///     the chat
/// @param sharing true if what this answer shows to the person alone can be shown to everybody in the
///     chat, because the person may send messages there
public record ChatFeatures(
        Phrase chatName,
        Phrase thisThreadName,
        Phrase otherThreadName,
        Phrase deliverToChatLabel,
        boolean followers,
        Discussions discussions,
        boolean ownThreads,
        boolean privateAnswers,
        boolean sharing) {

    /// Whether threads can be started from messages.
    public enum Discussions {
        /// The chat has no such threads.
        NONE,
        /// The chat has them, but the bot may not start one.
        NOT_PERMITTED,
        PERMITTED
    }

    /// The features of a chat in which everybody reads all answers.
    public ChatFeatures(
            Phrase chatName,
            Phrase thisThreadName,
            Phrase otherThreadName,
            Phrase deliverToChatLabel,
            boolean followers) {
        this(
                chatName,
                thisThreadName,
                otherThreadName,
                deliverToChatLabel,
                followers,
                Discussions.NONE,
                false,
                false,
                false);
    }

    /// The same with or without private answers.
    public ChatFeatures withPrivateAnswers(boolean possible) {
        return new ChatFeatures(
                chatName,
                thisThreadName,
                otherThreadName,
                deliverToChatLabel,
                followers,
                discussions,
                ownThreads,
                possible,
                sharing);
    }

    /// The same with or without threads that are started from messages.
    public ChatFeatures withDiscussions(Discussions possible) {
        return new ChatFeatures(
                chatName,
                thisThreadName,
                otherThreadName,
                deliverToChatLabel,
                followers,
                possible,
                ownThreads,
                privateAnswers,
                sharing);
    }

    /// The same with or without threads that the bot opens.
    public ChatFeatures withOwnThreads(boolean possible) {
        return new ChatFeatures(
                chatName,
                thisThreadName,
                otherThreadName,
                deliverToChatLabel,
                followers,
                discussions,
                possible,
                privateAnswers,
                sharing);
    }

    /// The same with or without sharing.
    public ChatFeatures withSharing(boolean possible) {
        return new ChatFeatures(
                chatName,
                thisThreadName,
                otherThreadName,
                deliverToChatLabel,
                followers,
                discussions,
                ownThreads,
                privateAnswers,
                possible);
    }

    /// The features of an unknown chat.
    public static final ChatFeatures PLAIN = new ChatFeatures(
            SettingsPhrase.PLACE_CHANNEL,
            SettingsPhrase.PLACE_THIS_THREAD,
            SettingsPhrase.PLACE_OTHER_THREAD,
            SettingsPhrase.DELIVER_TO_CHANNEL_BUTTON,
            false);
}
