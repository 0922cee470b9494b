package digestbot.sandbox.discord.rules;

/// The numbers of the option types of commands. See "Application Command Option Type" in Discord's
/// documentation.
public final class OptionType {

    public static final int SUBCOMMAND = 1;
    public static final int GROUP = 2;
    public static final int STRING = 3;
    public static final int INTEGER = 4;
    public static final int BOOLEAN = 5;
    public static final int USER = 6;
    public static final int NUMBER = 10;
    static final int ATTACHMENT = 11;

    private OptionType() {}
}
