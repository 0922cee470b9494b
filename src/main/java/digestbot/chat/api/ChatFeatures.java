package digestbot.chat.api;

import digestbot.i18n.Phrase;
import digestbot.i18n.ThreadPhrase;

/// The features of a chat besides taking messages, and the names of its parts on its platform.
///
/// @param main the chat outside of its threads
/// @param here the thread that one is in
/// @param other a thread that one is not in
/// @param toMain the button that has something delivered to the chat outside of its threads
/// @param followers whether other chats can follow it
public record ChatFeatures(Phrase main, Phrase here, Phrase other, Phrase toMain, boolean followers) {

    /// A chat that nothing more is known of.
    public static final ChatFeatures PLAIN = new ChatFeatures(
            ThreadPhrase.PLACE_CHANNEL,
            ThreadPhrase.PLACE_THIS_THREAD,
            ThreadPhrase.PLACE_OTHER_THREAD,
            ThreadPhrase.DELIVER_TO_CHANNEL_BUTTON,
            false);
}
