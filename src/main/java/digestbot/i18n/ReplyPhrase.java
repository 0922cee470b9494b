package digestbot.i18n;

/// The phrases of help, refusals and failures.
public enum ReplyPhrase implements Phrase {
    WELCOME(0),
    /// The text that Telegram shows before the first message: at most 512 characters.
    BOT_DESCRIPTION(0),
    CHAT_ADMINS_ONLY(0),
    SERVER_MANAGERS_ONLY(0),
    UNKNOWN_COMMAND(1),
    /// {0} the typed text, {1} the nearest command.
    UNKNOWN_COMMAND_MEANT(2),
    /// The answer to text that is no command.
    NOT_UNDERSTOOD(0),
    HELP_BUTTON(0),
    CANCEL_BUTTON(0),
    HELP_INTRODUCTION(0),
    HELP_TELEGRAM(0),
    HELP_DISCORD(0),
    HELP_TITLE_READ(0),
    HELP_TITLE_SCHEDULE(0),
    HELP_TITLE_DATA(0),
    HELP_TITLE_OPERATE(0),
    OPERATORS_ONLY(0),
    PRIVATELY_ONLY(0),
    OPEN_PRIVATE_CHAT_BUTTON(0),
    OPEN_DIRECT_MESSAGES_BUTTON(0),
    TOO_MANY_COMMANDS(0),
    TOO_MANY_PRESSES(0),
    OWNERS_ONLY(0),
    SOMETHING_WRONG(0),
    DIRECT_MESSAGES_CLOSED(0),
    DIRECT_MESSAGES_LATER(0),
    CANNOT_WRITE_HERE(0);

    private final int arguments;

    ReplyPhrase(int arguments) {
        this.arguments = arguments;
    }

    @Override
    public int arguments() {
        return arguments;
    }
}
