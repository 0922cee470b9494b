package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.CommandOffer;
import digestbot.sandbox.discord.rules.DiscordJson;
import java.util.List;

/// Registered commands as a client lists them, in its language.
final class CommandOffers {

    private CommandOffers() {}

    static CommandOffer of(JsonNode command, String locale) {
        List<CommandOffer.Option> options = command.path("options")
                .valueStream()
                .map(option -> option(option, locale))
                .toList();
        return new CommandOffer(local(command, "name", locale), local(command, "description", locale), options);
    }

    private static CommandOffer.Option option(JsonNode option, String locale) {
        List<String> choices = DiscordJson.items(option.path("choices"))
                .valueStream()
                .map(choice -> local(choice, "name", locale))
                .toList();
        return new CommandOffer.Option(
                local(option, "name", locale),
                local(option, "description", locale),
                option.path("required").asBoolean(),
                option.path("autocomplete").asBoolean(),
                choices);
    }

    private static String local(JsonNode node, String field, String locale) {
        return node.path(field + "_localizations")
                .path(locale)
                .asText(node.path(field).asText());
    }
}
