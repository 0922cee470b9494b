package digestbot.sandbox.discord;

/// The numbers of the option types of commands. See "Application Command Option Type" in Discord's
/// documentation.
final class OptionType {

    static final int SUBCOMMAND = 1;
    static final int GROUP = 2;
    static final int STRING = 3;
    static final int INTEGER = 4;
    static final int BOOLEAN = 5;
    static final int USER = 6;
    static final int NUMBER = 10;
    static final int ATTACHMENT = 11;

    private OptionType() {}
}
