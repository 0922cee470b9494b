package digestbot.sandbox;

import java.util.List;

/// The choices that Telegram's client offers while a person types the bot's name and words. The
/// button above them opens the bot; empty for none.
public record InlineOffer(String query, List<Choice> choices, String next, String button) {

    public static final InlineOffer NOTHING = new InlineOffer("", List.of(), "", "");

    public record Choice(String id, String title, String description) {}
}
