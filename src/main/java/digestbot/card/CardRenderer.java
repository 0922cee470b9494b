package digestbot.card;

import digestbot.content.views.CardText;

/// Draws a day's overview.
public final class CardRenderer {

    private static final Object ONE_AT_A_TIME = new Object();

    private CardRenderer() {}

    /// The picture as a PNG. Only one picture is drawn at a time, to limit memory.
    ///
    /// @param language an IETF tag: the language of the bot's own texts
    public static byte[] png(CardText text, String language) {
        synchronized (ONE_AT_A_TIME) {
            return CardPainter.png(CardLayout.of(text, language));
        }
    }
}
