package digestbot.sandbox;

import java.util.List;

/// What Telegram's client offers while a person types the bot's name and words.
///
/// @param next the offset of further choices; empty if there are none
/// @param button the text of the button above the choices, which opens the bot; empty for none
public record InlineOffer(String query, List<Choice> choices, String next, String button) {

    /// Nothing is offered.
    public static final InlineOffer NOTHING = new InlineOffer("", List.of(), "", "");

    /// A message to choose.
    public record Choice(String id, String title, String description) {}

    public InlineOffer {
        choices = List.copyOf(choices);
    }
}
