package digestbot.i18n;

/// The phrases of searches.
public enum SearchPhrase implements Phrase {
    SEARCH_HOW(0),
    SEARCH_TITLE(1),
    /// The label of a search for all digests.
    SEARCH_ALL(0),
    SEARCH_BUTTON(0),
    SEARCH_ASK(0),
    /// At most 45 characters.
    SEARCH_HINT(0),
    /// {0} the start, {1} the end.
    SEARCH_BACKWARDS(2),
    /// {0} the name of a filter, {1} and {2} its values.
    SEARCH_ONCE(3),
    SEARCH_FROM(1),
    SEARCH_UNTIL(1),
    FOUND_DIGESTS(1),
    FOUND_NOTHING(0),
    SEARCH_GONE(0),
    /// {0} the typed text, {1} the perspectives.
    NO_SUCH_PERSPECTIVE(2);

    private final int arguments;

    SearchPhrase(int arguments) {
        this.arguments = arguments;
    }

    @Override
    public int arguments() {
        return arguments;
    }
}
