package digestbot.i18n;

/// The phrases of help, refusals and failures.
public enum ReplyPhrase implements Phrase {
    WELCOME,
    /// The text that Telegram shows before the first message: at most 512 characters.
    BOT_DESCRIPTION,
    CHAT_ADMINS_ONLY,
    SERVER_MANAGERS_ONLY,
    UNKNOWN_COMMAND,
    /// {0} the typed text, {1} the nearest command.
    UNKNOWN_COMMAND_MEANT,
    /// The answer to text that is no command.
    NOT_UNDERSTOOD,
    HELP_BUTTON,
    CANCEL_BUTTON,
    HELP_INTRODUCTION,
    HELP_TELEGRAM,
    HELP_DISCORD,
    HELP_TITLE_READ,
    HELP_TITLE_SCHEDULE,
    HELP_TITLE_DATA,
    HELP_TITLE_OPERATE,
    OPERATORS_ONLY,
    PRIVATELY_ONLY,
    OPEN_PRIVATE_CHAT_BUTTON,
    OPEN_DIRECT_MESSAGES_BUTTON,
    TOO_MANY_COMMANDS,
    TOO_MANY_PRESSES,
    OWNERS_ONLY,
    SOMETHING_WRONG,
    DIRECT_MESSAGES_CLOSED,
    DIRECT_MESSAGES_LATER,
    CANNOT_WRITE_HERE
}
