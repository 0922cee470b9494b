package digestbot.chat;

import digestbot.audience.Person;
import digestbot.markdown.TextCleaner;

/// An inline query: what a person types after the bot's name in any chat, to send a digest there.
///
/// @param offset the number of results that the person has seen
public record InlineQuestion(Person person, String words, int offset) {

    public InlineQuestion {
        words = TextCleaner.line(words).strip();
    }
}
