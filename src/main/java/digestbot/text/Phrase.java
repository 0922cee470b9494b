package digestbot.text;

import java.util.Locale;

/// Everything the bot can say by itself; the wording is in `text/<language>.properties`, under the constant's name in
/// lower case with `-` for `_`.
public enum Phrase {
    ARTICLES(1),
    OUTLETS(1),
    SOURCES(0),
    SOURCES_BUTTON(1),
    OVERVIEW_BUTTON(0),
    NOTHING_REPORTED(0),
    NO_HIGHLIGHTS(0),
    NO_SOURCES(0),
    MORE_POINTS(1),
    CORRECTED(1),
    /// {0} a day, {1} how old it is.
    DAY_WITH_AGE(2),
    YESTERDAYS(0),
    TOMORROWS(0),
    DAYS_OLD(1);

    private final int arguments;

    Phrase(int arguments) {
        this.arguments = arguments;
    }

    /// How many placeholders, from `{0}`, the wording has in every language.
    public int arguments() {
        return arguments;
    }

    /// The property that holds the wording.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
