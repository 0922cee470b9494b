package digestbot.i18n;

/// The names and descriptions of the options of commands.
public enum CommandPhrase implements Phrase {
    OPTION_TOPIC(0),
    OPTION_PERSPECTIVE(0),
    OPTION_DATE(0),
    OPTION_KIND(0),
    OPTION_TO(0),
    CHOOSE_TOPIC(0),
    CHOOSE_TOPIC_OR_ALL(0),
    CHOOSE_TOPIC_OR_NONE(0),
    CHOOSE_PERSPECTIVE(0),
    CHOOSE_DATE(0),
    CHOOSE_KIND(0),
    CHOOSE_TO(0),
    TO_THIS_CHANNEL(0),
    TO_DIRECT_MESSAGES(0),
    OPTION_PLACE(0),
    CHOOSE_PLACE(0),
    OPTION_WORDS(0),
    OPTION_FROM(0),
    OPTION_UNTIL(0),
    CHOOSE_WORDS(0),
    CHOOSE_FOLLOWED(0),
    CHOOSE_MUTED(0),
    CHOOSE_PERSPECTIVE_OR_NONE(0),
    CHOOSE_ANY_DATE(0),
    CHOOSE_FROM(0),
    CHOOSE_UNTIL(0),
    OPTION_PERSON(0),
    OPTION_ROLE(0),
    CHOOSE_PERSON(0),
    CHOOSE_ROLE(0);

    private final int arguments;

    CommandPhrase(int arguments) {
        this.arguments = arguments;
    }

    @Override
    public int arguments() {
        return arguments;
    }
}
