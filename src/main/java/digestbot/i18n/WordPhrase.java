package digestbot.i18n;

/// The phrases about words that a chat follows or mutes.
public enum WordPhrase implements Phrase {
    FOLLOW_TITLE(0),
    MUTE_TITLE(0),
    /// {0} the command.
    FOLLOW_HOW(1),
    /// {0} the command.
    MUTE_HOW(1),
    /// {0} the words.
    WORDS_FOLLOWED(1),
    /// {0} the words.
    WORDS_MUTED(1),
    /// {0} the words.
    WORDS_LISTED_BEFORE(1),
    WORD_REMOVED(1),
    /// {0} what was typed.
    WORD_TOO_SHORT(1),
    /// {0} what was typed, {1} the largest number of letters.
    WORD_TOO_LONG(2),
    /// {0} the largest number of words.
    WORDS_FULL(1),
    WORD_GONE(0),
    FOLLOW_WORD_BUTTON(1),
    /// The line above a digest that is delivered because of a word.
    FOLLOWED_PASSAGE(1),
    /// {0} a number of points.
    MUTED_POINTS(1);

    private final int arguments;

    WordPhrase(int arguments) {
        this.arguments = arguments;
    }

    @Override
    public int arguments() {
        return arguments;
    }
}
