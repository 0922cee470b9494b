package digestbot.discord;

import digestbot.audience.Platform;
import digestbot.audience.Role;
import digestbot.chat.api.Command;
import digestbot.chat.api.Command.Target;
import digestbot.chat.api.CommandName;
import digestbot.chat.common.Permissions;
import digestbot.i18n.Phrase;
import java.util.List;
import java.util.Optional;
import net.dv8tion.jda.api.interactions.IntegrationType;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.commands.Command.Choice;
import net.dv8tion.jda.api.interactions.commands.CommandInteractionPayload;
import net.dv8tion.jda.api.interactions.commands.DefaultMemberPermissions;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;

/// The slash commands as Discord is told of them, and read back when somebody gives one.
///
/// They work in servers, in direct messages, and for those who added the bot to their own apps. Whatever language
/// they are shown in, they come back under their English names.
final class SlashCommands {

    static final String TOPIC = "topic";
    static final String PERSPECTIVE = "perspective";
    static final String DATE = "date";
    static final String PLACE = "place";
    static final String FROM = "from";
    static final String UNTIL = "until";
    private static final String WORDS = "words";
    private static final String PERSON = "person";
    private static final String ROLE = "role";
    private static final String NO_ROLE = "none";
    private static final String TO = "to";
    private static final String HERE = "here";
    private static final String ME = "me";

    private SlashCommands() {}

    /// All of them, to be registered in this form.
    static List<SlashCommandData> all() {
        return CommandName.on(Platform.DISCORD).stream()
                .map(SlashCommands::command)
                .toList();
    }

    /// The command that the person gave.
    static Command read(CommandInteractionPayload given) {
        return CommandName.of(given.getName(), Platform.DISCORD)
                .map(name -> read(name, given))
                .orElseGet(() -> new Command.Unknown(given.getName()));
    }

    private static Command read(CommandName name, CommandInteractionPayload given) {
        String topic = option(given, TOPIC);
        return switch (name) {
            case TODAY -> new Command.Today(topic);
            case PERSPECTIVE -> new Command.Perspective(option(given, PERSPECTIVE), topic, option(given, DATE));
            case YESTERDAY -> new Command.Asking.Yesterday(topic);
            case DIGEST -> new Command.Asking.Digest(topic, option(given, DATE));
            case CARD -> new Command.Asking.Card(topic, option(given, DATE));
            case SEARCH ->
                new Command.Asking.Search(
                        option(given, WORDS),
                        new Command.Narrowed(
                                topic, option(given, PERSPECTIVE), option(given, FROM), option(given, UNTIL)));
            case CHANGES -> new Command.Asking.Changes(topic, option(given, DATE));
            case SOURCES -> new Command.Asking.Sources(topic, option(given, DATE));
            case MISSED -> new Command.Asking.Missed();
            case WHY -> new Command.Asking.Why();
            case TOPICS -> new Command.Topics();
            case SUBSCRIBE -> new Command.Subscribe(topic, target(option(given, TO)));
            case UNSUBSCRIBE -> new Command.Unsubscribe(topic, Target.DEFAULT);
            case SETTINGS -> new Command.Settings();
            case ZONE -> new Command.Zone(option(given, PLACE));
            case STOP -> new Command.Stop();
            case PRIVACY -> new Command.Privacy();
            case EXPORT -> new Command.Export();
            case FORGET -> new Command.Forget();
            case MISTAKE -> new Command.Mistake(Optional.empty(), "");
            case HELP -> new Command.Help();
            case BROADCAST -> new Command.Broadcast("");
            case WITHDRAW -> new Command.Withdraw(topic, option(given, DATE));
            case RELEASE -> new Command.Staff.Release(topic, option(given, DATE));
            case AUDIT -> new Command.Staff.Audit();
            case ROLES -> new Command.Staff.Roles();
            case ROLE ->
                new Command.Staff.Appoint(
                        option(given, ROLE),
                        given.getOption(PERSON, "", person -> person.getAsUser().getId()),
                        given.getOption(PERSON, "", person -> person.getAsUser().getEffectiveName()));
        };
    }

    /// A server shows what only those may do who run the bot to its admins alone; the bot finds out who is who
    /// anyway.
    private static SlashCommandData command(CommandName name) {
        SlashCommandData command = Commands.slash(name.id(), CommandTranslations.inEnglish(name.does()))
                .addOptions(options(name))
                .setContexts(InteractionContextType.ALL)
                .setIntegrationTypes(IntegrationType.ALL)
                .setDefaultPermissions(
                        Permissions.isStaffs(name.act())
                                ? DefaultMemberPermissions.DISABLED
                                : DefaultMemberPermissions.ENABLED);
        CommandTranslations.others(name.localised(), command::setNameLocalization);
        CommandTranslations.others(name.does(), command::setDescriptionLocalization);
        return command;
    }

    private static List<OptionData> options(CommandName name) {
        return switch (name) {
            case TODAY, YESTERDAY -> List.of(topic(Phrase.CHOOSE_TOPIC_OR_NONE));
            case DIGEST ->
                List.of(
                        suggested(DATE, Phrase.OPTION_DATE, Phrase.CHOOSE_ANY_DATE)
                                .setRequired(true),
                        topic(Phrase.CHOOSE_TOPIC_OR_NONE));
            case CARD, CHANGES, SOURCES ->
                List.of(topic(Phrase.CHOOSE_TOPIC_OR_NONE), suggested(DATE, Phrase.OPTION_DATE, Phrase.CHOOSE_DATE));
            case SEARCH ->
                List.of(
                        option(WORDS, Phrase.OPTION_WORDS, Phrase.CHOOSE_WORDS).setRequired(true),
                        suggested(PERSPECTIVE, Phrase.OPTION_PERSPECTIVE, Phrase.CHOOSE_PERSPECTIVE_OR_NONE),
                        topic(Phrase.CHOOSE_TOPIC_OR_NONE),
                        suggested(FROM, Phrase.OPTION_FROM, Phrase.CHOOSE_FROM),
                        suggested(UNTIL, Phrase.OPTION_UNTIL, Phrase.CHOOSE_UNTIL));
            case PERSPECTIVE ->
                List.of(
                        option(PERSPECTIVE, Phrase.OPTION_PERSPECTIVE, Phrase.CHOOSE_PERSPECTIVE)
                                .setRequired(true)
                                .setAutoComplete(true),
                        topic(Phrase.CHOOSE_TOPIC),
                        option(DATE, Phrase.OPTION_DATE, Phrase.CHOOSE_DATE).setAutoComplete(true));
            case SUBSCRIBE -> List.of(topic(Phrase.CHOOSE_TOPIC_OR_ALL), to());
            case UNSUBSCRIBE -> List.of(topic(Phrase.CHOOSE_TOPIC_OR_ALL));
            case WITHDRAW ->
                List.of(
                        topic(Phrase.CHOOSE_TOPIC).setRequired(true),
                        option(DATE, Phrase.OPTION_DATE, Phrase.CHOOSE_DATE)
                                .setRequired(true)
                                .setAutoComplete(true));
            case RELEASE ->
                List.of(topic(Phrase.CHOOSE_TOPIC_OR_NONE), suggested(DATE, Phrase.OPTION_DATE, Phrase.CHOOSE_DATE));
            case ROLE -> List.of(person(), role());
            case ZONE ->
                List.of(option(PLACE, Phrase.OPTION_PLACE, Phrase.CHOOSE_PLACE).setAutoComplete(true));
            case MISSED, WHY, TOPICS, SETTINGS, STOP, PRIVACY, EXPORT, FORGET, MISTAKE, HELP, BROADCAST, AUDIT, ROLES ->
                List.of();
        };
    }

    private static OptionData topic(Phrase description) {
        return suggested(TOPIC, Phrase.OPTION_TOPIC, description);
    }

    private static OptionData suggested(String name, Phrase localised, Phrase description) {
        return option(name, localised, description).setAutoComplete(true);
    }

    private static OptionData to() {
        return option(TO, Phrase.OPTION_TO, Phrase.CHOOSE_TO)
                .addChoices(choice(Phrase.TO_THIS_CHANNEL, HERE), choice(Phrase.TO_DIRECT_MESSAGES, ME));
    }

    private static OptionData person() {
        return option(OptionType.USER, PERSON, Phrase.OPTION_PERSON, Phrase.CHOOSE_PERSON)
                .setRequired(true);
    }

    private static OptionData role() {
        return option(ROLE, Phrase.OPTION_ROLE, Phrase.CHOOSE_ROLE)
                .setRequired(true)
                .addChoices(
                        choice(Phrase.ROLE_ADMIN, Role.ADMIN.id()),
                        choice(Phrase.ROLE_EDITOR, Role.EDITOR.id()),
                        choice(Phrase.ROLE_NONE, NO_ROLE));
    }

    private static OptionData option(String name, Phrase localised, Phrase description) {
        return option(OptionType.STRING, name, localised, description);
    }

    private static OptionData option(OptionType type, String name, Phrase localised, Phrase description) {
        OptionData option = new OptionData(type, name, CommandTranslations.inEnglish(description));
        CommandTranslations.others(localised, option::setNameLocalization);
        CommandTranslations.others(description, option::setDescriptionLocalization);
        return option;
    }

    private static Choice choice(Phrase label, String value) {
        Choice choice = new Choice(CommandTranslations.inEnglish(label), value);
        CommandTranslations.others(label, choice::setNameLocalization);
        return choice;
    }

    private static Target target(String to) {
        return switch (to) {
            case HERE -> Target.HERE;
            case ME -> Target.ME;
            default -> Target.DEFAULT;
        };
    }

    /// The value of the option; empty if there is none.
    static String option(CommandInteractionPayload given, String name) {
        return given.getOption(name, "", OptionMapping::getAsString);
    }
}
