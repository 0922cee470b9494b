package digestbot.telegram;

import digestbot.audience.Platform;
import digestbot.chat.api.Command;
import digestbot.chat.api.CommandName;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the command in a person's message.
final class CommandTextParser {

    private static final Pattern SHAPE =
            Pattern.compile("/(?<name>\\w{1,64})(?:@(?<bot>\\w{1,64}))?(?:\\s+(?<rest>.*))?", Pattern.DOTALL);

    /// A side with spaces in its name stands in quotes.
    private static final Pattern PERSPECTIVE =
            Pattern.compile("(?:[\"“](?<quoted>[^\"”]*)[\"”]|(?<word>\\S*))\\s*(?<rest>.*)", Pattern.DOTALL);

    private static final Pattern DATE_AT_END = Pattern.compile("(?<topic>.*?)\\s*(?<date>\\d{4}-\\d{2}-\\d{2})?");

    private CommandTextParser() {}

    /// The command; empty if the bot has nothing to say to the text. In a private chat it answers whatever is said;
    /// in a group only its own commands, and never those of another bot.
    static Optional<Command> parse(String text, String botUsername, boolean privateChat) {
        Matcher shape = SHAPE.matcher(text.strip());
        if (!shape.matches()) {
            return privateChat ? Optional.of(new Command.Unknown("")) : Optional.empty();
        }
        String bot = shape.group("bot");
        if (bot != null && !bot.equalsIgnoreCase(botUsername)) {
            return Optional.empty();
        }
        String rest = shape.group("rest") == null ? "" : shape.group("rest").strip();
        return command(shape.group("name").toLowerCase(Locale.ROOT), rest)
                .or(() -> privateChat ? Optional.of(new Command.Unknown(shape.group("name"))) : Optional.empty());
    }

    /// The index in the text of the first character after the command's name and the spaces behind it.
    static int afterName(String text) {
        Matcher shape = SHAPE.matcher(text);
        return shape.matches() && shape.group("rest") != null
                ? shape.end("rest") - shape.group("rest").stripLeading().length()
                : text.length();
    }

    private static Optional<Command> command(String name, String rest) {
        return name.equals("start")
                ? Optional.of(new Command.Start(rest))
                : CommandName.of(name, Platform.TELEGRAM).map(known -> command(known, rest));
    }

    private static Command command(CommandName name, String rest) {
        return switch (name) {
            case TODAY -> new Command.Today(rest);
            case PERSPECTIVE -> perspective(rest);
            case YESTERDAY -> new Command.Asking.Yesterday(rest);
            case DIGEST -> new Command.Asking.Digest(rest, "");
            case CARD -> new Command.Asking.Card(rest, "");
            case SEARCH -> new Command.Asking.Search(rest, Command.Narrowed.NOT);
            case CHANGES -> new Command.Asking.Changes(rest, "");
            case SOURCES -> new Command.Asking.Sources(rest, "");
            case MISSED -> new Command.Asking.Missed();
            case WHY -> new Command.Asking.Why();
            case TOPICS -> new Command.Topics();
            case SUBSCRIBE -> new Command.Subscribe(rest, Command.Target.DEFAULT);
            case UNSUBSCRIBE -> new Command.Unsubscribe(rest, Command.Target.DEFAULT);
            case SETTINGS -> new Command.Settings();
            case ZONE -> new Command.Zone(rest);
            case STOP -> new Command.Stop();
            case PRIVACY -> new Command.Privacy();
            case EXPORT -> new Command.Export();
            case FORGET -> new Command.Forget();
            case MISTAKE -> new Command.Mistake(Optional.empty(), rest);
            case HELP -> new Command.Help();
            case BROADCAST -> new Command.Broadcast(rest);
            case WITHDRAW -> withdraw(rest);
            case RELEASE -> release(rest);
            case AUDIT -> new Command.Staff.Audit();
            case ROLES -> new Command.Staff.Roles();
            case ROLE -> appoint(rest);
        };
    }

    /// The role comes first, then the person, who may also be the writer of the message that this one answers.
    private static Command appoint(String rest) {
        String[] words = rest.split("\\s+", 2);
        return new Command.Staff.Appoint(words[0], words.length > 1 ? words[1] : "", "");
    }

    private static Command release(String rest) {
        Command.Withdraw dated = withdraw(rest);
        return new Command.Staff.Release(dated.topic(), dated.date());
    }

    private static Command.Withdraw withdraw(String rest) {
        Matcher end = DATE_AT_END.matcher(rest);
        return end.matches() && end.group("date") != null
                ? new Command.Withdraw(end.group("topic"), end.group("date"))
                : new Command.Withdraw(rest, "");
    }

    private static Command perspective(String rest) {
        Matcher perspective = PERSPECTIVE.matcher(rest);
        if (!perspective.matches()) {
            return new Command.Perspective(rest, "", "");
        }
        String name = perspective.group("quoted") == null ? perspective.group("word") : perspective.group("quoted");
        Matcher end = DATE_AT_END.matcher(perspective.group("rest").strip());
        return end.matches()
                ? new Command.Perspective(name, end.group("topic"), end.group("date") == null ? "" : end.group("date"))
                : new Command.Perspective(name, perspective.group("rest").strip(), "");
    }
}
