package digestbot.chat.api;

import digestbot.i18n.Phrase;
import digestbot.i18n.ThreadPhrase;

/// The names of a chat's delivery places on its platform, and whether other chats can follow it.
///
/// @param chatName the name for the chat outside its threads
/// @param thisThreadName the name for the current thread
/// @param otherThreadName the name for another thread
/// @param deliverToChatLabel the label of the button that moves deliveries to the chat outside its
///     threads
/// @param followers true if other chats can follow it
public record ChatFeatures(
        Phrase chatName, Phrase thisThreadName, Phrase otherThreadName, Phrase deliverToChatLabel, boolean followers) {

    /// The features of an unknown chat.
    public static final ChatFeatures PLAIN = new ChatFeatures(
            ThreadPhrase.PLACE_CHANNEL,
            ThreadPhrase.PLACE_THIS_THREAD,
            ThreadPhrase.PLACE_OTHER_THREAD,
            ThreadPhrase.DELIVER_TO_CHANNEL_BUTTON,
            false);
}
