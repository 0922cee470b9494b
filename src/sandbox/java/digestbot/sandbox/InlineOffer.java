package digestbot.sandbox;

import java.util.List;
import java.util.Optional;

/// What Telegram's client offers while a person types the bot's name and words.
///
/// @param query the query's id
/// @param choices the messages that the person can send
/// @param next the offset of further choices; empty if there are none
/// @param button the text of the button above the choices, which opens the bot
public record InlineOffer(String query, List<Choice> choices, String next, Optional<String> button) {

    /// Nothing is offered.
    public static final InlineOffer NOTHING = new InlineOffer("", List.of(), "", Optional.empty());

    /// A message to choose.
    public record Choice(String id, String title, String description) {}

    public InlineOffer {
        choices = List.copyOf(choices);
    }
}
