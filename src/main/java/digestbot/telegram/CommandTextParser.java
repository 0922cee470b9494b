package digestbot.telegram;

import digestbot.chat.api.Command;
import digestbot.chat.api.CommandArguments;
import digestbot.chat.api.CommandOption;
import digestbot.chat.api.CommandOption.TypedPosition;
import digestbot.chat.api.CommandSpec;
import digestbot.chat.common.Permissions;
import digestbot.i18n.Texts;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parses the command in a person's message.
final class CommandTextParser {

    private static final Pattern COMMAND =
            Pattern.compile("/(?<name>\\w{1,64})(?:@(?<bot>\\w{1,64}))?(?:\\s+(?<rest>.*))?", Pattern.DOTALL);

    /// The first word, or a name in quotes if it contains spaces.
    private static final Pattern FIRST_WORD =
            Pattern.compile("(?:[\"“](?<quoted>[^\"”]*)[\"”]|(?<word>\\S*))\\s*(?<rest>.*)", Pattern.DOTALL);

    private static final Pattern DATE_AT_END = Pattern.compile("(?<topic>.*?)\\s*(?<date>\\d{4}-\\d{2}-\\d{2})?");

    private static final String START = "start";

    private CommandTextParser() {}

    /// Parses a command; empty if the bot should not react. In a private chat it reacts to any
    /// text, in a group only to its own commands.
    static Optional<Command> parse(String text, String botUsername, boolean privateChat) {
        Matcher shape = COMMAND.matcher(text.strip());
        if (!shape.matches()) {
            return privateChat ? Optional.of(withoutSlash(text.strip())) : Optional.empty();
        }
        String bot = shape.group("bot");
        if (bot != null && !bot.equalsIgnoreCase(botUsername)) {
            return Optional.empty();
        }
        String rest = shape.group("rest") == null ? "" : shape.group("rest").strip();
        return command(shape.group("name").toLowerCase(Locale.ROOT), rest)
                .or(() -> privateChat ? Optional.of(new Command.Unknown(shape.group("name"))) : Optional.empty());
    }

    /// The command whose name the text is, in any language; operators type their commands in full.
    private static Command withoutSlash(String text) {
        if (text.equalsIgnoreCase(START)) {
            return new Command.Start("");
        }
        return CommandSpec.all().stream()
                .filter(spec -> !Permissions.isOperatorOnly(spec.permission()))
                .filter(spec -> isName(spec, text))
                .findFirst()
                .map(spec -> spec.parse().apply(arguments(spec, "")))
                .orElseGet(() -> new Command.Unknown(""));
    }

    private static boolean isName(CommandSpec spec, String text) {
        return spec.id().equalsIgnoreCase(text)
                || Texts.languages().stream()
                        .anyMatch(language ->
                                Texts.of(language).format(spec.localisedName()).equalsIgnoreCase(text));
    }

    /// The index of the first character after the command's name and the spaces that follow it.
    static int argumentsOffset(String text) {
        Matcher shape = COMMAND.matcher(text);
        return shape.matches() && shape.group("rest") != null
                ? shape.end("rest") - shape.group("rest").stripLeading().length()
                : text.length();
    }

    private static Optional<Command> command(String name, String rest) {
        return name.equals(START)
                ? Optional.of(new Command.Start(rest))
                : CommandSpec.find(name).map(command -> command.parse().apply(arguments(command, rest)));
    }

    /// Splits off the first word and the date if the command has options for them; the rest is the
    /// value of the remaining option.
    private static CommandArguments arguments(CommandSpec command, String typed) {
        Map<String, String> values = new HashMap<>();
        String rest = typed;
        Optional<CommandOption> word = option(command, TypedPosition.FIRST_WORD);
        if (word.isPresent()) {
            Matcher first = FIRST_WORD.matcher(rest);
            if (first.matches()) {
                String quoted = first.group("quoted");
                values.put(word.get().name(), quoted == null ? first.group("word") : quoted);
                rest = first.group("rest").strip();
            }
        }
        Optional<CommandOption> date = option(command, TypedPosition.DATE_AT_END);
        if (date.isPresent()) {
            Matcher end = DATE_AT_END.matcher(rest);
            if (end.matches() && end.group("date") != null) {
                values.put(date.get().name(), end.group("date"));
                rest = end.group("topic");
            }
        }
        String left = rest;
        option(command, TypedPosition.REST)
                .or(() -> option(command, TypedPosition.REST_TYPED_ONLY))
                .ifPresent(option -> values.put(option.name(), left));
        return new CommandArguments(values);
    }

    private static Optional<CommandOption> option(CommandSpec command, TypedPosition place) {
        return command.options().stream()
                .filter(option -> option.typedPosition() == place)
                .findFirst();
    }
}
