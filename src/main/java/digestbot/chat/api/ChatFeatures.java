package digestbot.chat.api;

import digestbot.i18n.Phrase;
import digestbot.i18n.ThreadPhrase;

/// The names of a chat's delivery places on its platform, and whether other chats can follow it.
///
/// @param chatName the chat outside of its threads
/// @param thisThreadName the name for the current thread
/// @param otherThreadName a thread that one is not in
/// @param deliverToChatLabel the button that has something delivered to the chat outside of its threads
/// @param followers whether other chats can follow it
public record ChatFeatures(
        Phrase chatName, Phrase thisThreadName, Phrase otherThreadName, Phrase deliverToChatLabel, boolean followers) {

    /// The features of a chat of which nothing is known.
    public static final ChatFeatures PLAIN = new ChatFeatures(
            ThreadPhrase.PLACE_CHANNEL,
            ThreadPhrase.PLACE_THIS_THREAD,
            ThreadPhrase.PLACE_OTHER_THREAD,
            ThreadPhrase.DELIVER_TO_CHANNEL_BUTTON,
            false);
}
