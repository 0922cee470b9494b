package digestbot.discord;

import digestbot.command.Command;
import digestbot.command.Command.Target;
import digestbot.command.Suggestions;
import digestbot.command.Suggestions.Suggestion;
import java.util.List;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.interactions.IntegrationType;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.commands.CommandInteractionPayload;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;

/// The slash commands as Discord is told of them, and read back when somebody gives one.
///
/// They work in servers, in direct messages, and for those who added the bot to their own apps.
final class SlashCommands {

    private static final String SUBSCRIBE = "subscribe";
    private static final String UNSUBSCRIBE = "unsubscribe";
    private static final String TODAY = "today";
    private static final String PERSPECTIVE = "perspective";
    private static final String HELP = "help";

    private static final String TOPIC = "topic";
    private static final String TO = "to";
    private static final String SIDE = "side";
    private static final String DATE = "date";
    private static final String HERE = "here";
    private static final String ME = "me";

    private SlashCommands() {}

    /// All of them, to be registered in this form.
    static List<SlashCommandData> all() {
        return List.of(
                command(SUBSCRIBE, "Get a topic's digest every day", topic("Which topic; “all” for every one"), to()),
                command(UNSUBSCRIBE, "Stop getting a topic's digest", topic("Which topic; “all” for every one")),
                command(TODAY, "The newest digest", topic("Which topic; all if left out")),
                command(
                        PERSPECTIVE,
                        "What one side reports",
                        text(SIDE, "Which side").setRequired(true).setAutoComplete(true),
                        topic("Which topic"),
                        text(DATE, "Which day, as in 2026-02-05; the newest if left out")
                                .setAutoComplete(true)),
                command(HELP, "What this bot can do"));
    }

    /// What the person asks for.
    static Command read(CommandInteractionPayload given) {
        String topic = option(given, TOPIC);
        return switch (given.getName()) {
            case SUBSCRIBE -> new Command.Subscribe(topic, target(option(given, TO)));
            case UNSUBSCRIBE -> new Command.Unsubscribe(topic, Target.DEFAULT);
            case TODAY -> new Command.Today(topic);
            case PERSPECTIVE -> new Command.Perspective(option(given, SIDE), topic, option(given, DATE));
            case HELP -> new Command.Help();
            default -> new Command.Unknown(given.getName());
        };
    }

    /// What is offered for the option that the person is typing.
    static List<Suggestion> suggest(CommandAutoCompleteInteractionEvent event, Suggestions suggestions) {
        String typed = event.getFocusedOption().getValue();
        return switch (event.getFocusedOption().getName()) {
            case TOPIC -> suggestions.topics(typed);
            case SIDE -> suggestions.sides(option(event, TOPIC), typed);
            case DATE -> suggestions.dates(option(event, TOPIC), typed);
            default -> List.of();
        };
    }

    private static SlashCommandData command(String name, String description, OptionData... options) {
        return Commands.slash(name, description)
                .addOptions(options)
                .setContexts(InteractionContextType.ALL)
                .setIntegrationTypes(IntegrationType.ALL);
    }

    private static OptionData topic(String description) {
        return text(TOPIC, description).setAutoComplete(true);
    }

    private static OptionData to() {
        return text(TO, "Where to; this channel if you may manage the server, else your direct messages")
                .addChoice("this channel", HERE)
                .addChoice("my direct messages", ME);
    }

    private static OptionData text(String name, String description) {
        return new OptionData(OptionType.STRING, name, description);
    }

    private static Target target(String to) {
        return switch (to) {
            case HERE -> Target.HERE;
            case ME -> Target.ME;
            default -> Target.DEFAULT;
        };
    }

    private static String option(CommandInteractionPayload given, String name) {
        return given.getOption(name, "", OptionMapping::getAsString);
    }
}
