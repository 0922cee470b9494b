package digestbot.discord;

import digestbot.chat.Permissions;
import digestbot.content.action.Action;
import digestbot.content.action.ActionSpec;
import digestbot.content.action.ChatAction;
import digestbot.content.action.CommandOption;
import digestbot.content.action.CommandOption.Kind;
import digestbot.content.action.CommandOption.Values;
import digestbot.i18n.Texts;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import net.dv8tion.jda.api.interactions.DiscordLocale;
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

/// The commands, which work in servers, in direct messages, and for people who added the bot to
/// their own apps. They are always received under their English names, whatever the language of the
/// app.
final class SlashCommands {

    private SlashCommands() {}

    static List<SlashCommandData> all() {
        return ActionSpec.commands().stream().map(SlashCommands::command).toList();
    }

    static Action read(CommandInteractionPayload given) {
        return ActionSpec.command(given.getName())
                .map(command -> command.parse(arguments(given)))
                .orElseGet(() -> new ChatAction.Unknown(given.getName()));
    }

    private static Map<String, String> arguments(CommandInteractionPayload given) {
        Map<String, String> values = new HashMap<>();
        for (OptionMapping option : given.getOptions()) {
            if (option.getType() == OptionType.USER) {
                values.put(option.getName(), option.getAsUser().getId());
                values.put(Kind.PERSON_NAME.optionName(), option.getAsUser().getEffectiveName());
            } else if (option.getType() == OptionType.ROLE) {
                values.put(option.getName(), option.getAsRole().getId());
                values.put(
                        Kind.SERVER_ROLE_NAME.optionName(), option.getAsRole().getName());
            } else {
                values.put(option.getName(), option.getAsString());
            }
        }
        return values;
    }

    /// Creates a command. Operators' commands are shown only to a server's admins; the bot checks
    /// permissions in any case.
    private static SlashCommandData command(ActionSpec spec) {
        SlashCommandData command = Commands.slash(spec.id(), CommandTranslations.defaultText(spec.description()))
                .addOptions(spec.options().stream()
                        .filter(CommandOption::isInForm)
                        .map(SlashCommands::option)
                        .toList())
                .setContexts(InteractionContextType.ALL)
                .setIntegrationTypes(IntegrationType.ALL)
                .setDefaultPermissions(
                        Permissions.isOperatorOnly(spec.permission())
                                ? DefaultMemberPermissions.DISABLED
                                : DefaultMemberPermissions.ENABLED);
        CommandTranslations.forEachTranslation(spec.localisedName(), command::setNameLocalization);
        CommandTranslations.forEachTranslation(spec.description(), command::setDescriptionLocalization);
        return command;
    }

    private static OptionData option(CommandOption option) {
        OptionData data = switch (option.values()) {
            case Values.Text() -> data(OptionType.STRING, option);
            case Values.Suggested _ -> data(OptionType.STRING, option).setAutoComplete(true);
            case Values.OneOf(List<CommandOption.OptionChoice> choices) ->
                data(OptionType.STRING, option)
                        .addChoices(choices.stream().map(SlashCommands::choice).toList());
            case Values.Person() -> data(OptionType.USER, option);
            case Values.ServerRole() -> data(OptionType.ROLE, option);
        };
        return data.setRequired(option.required());
    }

    private static OptionData data(OptionType type, CommandOption option) {
        OptionData data = new OptionData(type, option.name(), CommandTranslations.defaultText(option.hint()));
        CommandTranslations.forEachTranslation(option.label(), data::setNameLocalization);
        CommandTranslations.forEachTranslation(option.hint(), data::setDescriptionLocalization);
        return data;
    }

    private static Choice choice(CommandOption.OptionChoice offered) {
        Choice choice = new Choice(CommandTranslations.defaultText(offered.label()), offered.value());
        CommandTranslations.forEachTranslation(offered.label(), choice::setNameLocalization);
        return choice;
    }

    /// The translations of commands. English is Discord's default, so it is not among them.
    private static final class CommandTranslations {

        private static final String DEFAULT = "en";

        private CommandTranslations() {}

        static String defaultText(String key) {
            return Texts.of(DEFAULT).format(key);
        }

        /// Passes on the text in every other language, once for each of Discord's locales.
        static void forEachTranslation(String key, BiConsumer<DiscordLocale, String> translation) {
            for (String language : Texts.languages()) {
                String wording = Texts.of(language).format(key);
                locales(language).forEach(locale -> translation.accept(locale, wording));
            }
        }

        /// Discord's locales for a language: all regions, except that simplified Chinese does not
        /// cover Taiwan.
        private static List<DiscordLocale> locales(String language) {
            return Arrays.stream(DiscordLocale.values())
                    .filter(locale -> locale != DiscordLocale.UNKNOWN && !language.equals(DEFAULT))
                    .filter(locale -> locale.getLocale().equals(language)
                            || (locale != DiscordLocale.CHINESE_TAIWAN
                                    && Locale.forLanguageTag(locale.getLocale())
                                            .getLanguage()
                                            .equals(language)))
                    .toList();
        }
    }
}
