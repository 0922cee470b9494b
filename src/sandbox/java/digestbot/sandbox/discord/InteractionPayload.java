package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.discord.rules.CommandRules;
import digestbot.sandbox.discord.rules.DiscordJson;
import digestbot.sandbox.discord.rules.OptionType;
import java.util.Locale;
import java.util.Optional;

/// The payload of `INTERACTION_CREATE`. See "Interaction Object" in Discord's documentation.
final class InteractionPayload {

    private final World world;
    private final ObjectShapes shapes;

    InteractionPayload(World world, ObjectShapes shapes) {
        this.world = world;
        this.shapes = shapes;
    }

    /// Tells whether the person has the permissions that a command requires; `0` restricts it to
    /// moderators.
    static boolean may(Guild guild, Channel channel, SandboxPerson person, String permissions) {
        if (permissions.isEmpty() || permissions.equals("null")) {
            return true;
        }
        long needed = Long.parseLong(permissions);
        return needed == 0
                ? guild.moderates(person)
                : (ObjectShapes.permissions(guild, channel, person) & needed) == needed;
    }

    ObjectNode of(Interaction interaction) {
        Channel channel = interaction.channel();
        ObjectNode json = DiscordJson.object()
                .put("id", DiscordJson.id(interaction.id()))
                .put("application_id", DiscordJson.id(world.applicationId))
                .put("type", interaction.kind().number())
                .put("token", interaction.token())
                .put("version", 1)
                .put("channel_id", DiscordJson.id(channel.id()))
                .put("locale", locale(interaction.person()))
                .put("app_permissions", Long.toString(ObjectShapes.BOT))
                .put("context", channel.kind().context())
                .put("attachment_size_limit", 10_485_760);
        json.set("data", interaction.data());
        json.putArray("entitlements");
        json.putArray("entitlement_sku_ids");
        json.set("authorizing_integration_owners", ObjectShapes.owners(channel, interaction.person()));
        interaction
                .source()
                .ifPresent(message -> json.set("message", message.json().deepCopy()));
        channel.guild().ifPresentOrElse(home -> inGuild(json, interaction, home), () -> amongPeople(json, interaction));
        return json;
    }

    /// The persons that the options name; empty if they name none.
    ///
    /// @throws IllegalArgumentException if there is no such person; the message is a sentence
    Optional<ObjectNode> resolved(JsonNode options) {
        ObjectNode users = DiscordJson.object();
        for (JsonNode option : options) {
            if (option.path("type").asInt() == OptionType.USER) {
                String id = option.path("value").asText();
                SandboxPerson named = world.person(Long.parseLong(id))
                        .orElseThrow(() -> new IllegalArgumentException("There is no person " + id + "."));
                users.set(id, shapes.user(named));
            }
        }
        return users.isEmpty()
                ? Optional.empty()
                : Optional.of(DiscordJson.object().set("users", users));
    }

    /// The client's language among those that Discord knows.
    static String locale(SandboxPerson person) {
        String tag = person.language().isEmpty() ? "en" : person.language();
        Locale wanted = Locale.forLanguageTag(tag);
        if (CommandRules.LOCALES.contains(tag)) {
            return tag;
        }
        return switch (wanted.getLanguage()) {
            case "zh" -> wanted.getCountry().equals("TW") || wanted.getScript().equals("Hant") ? "zh-TW" : "zh-CN";
            case "es" -> "es-ES";
            case "pt" -> "pt-BR";
            case "sv" -> "sv-SE";
            case String language when CommandRules.LOCALES.contains(language) -> language;
            case String _ -> "en-US";
        };
    }

    private void inGuild(ObjectNode json, Interaction interaction, Guild home) {
        json.put("guild_id", DiscordJson.id(home.id)).put("guild_locale", "en-US");
        json.putObject("guild")
                .put("id", DiscordJson.id(home.id))
                .put("locale", "en-US")
                .putArray("features");
        String permissions = Long.toString(ObjectShapes.permissions(home, interaction.channel(), interaction.person()));
        json.set("member", shapes.member(home, interaction.person()).put("permissions", permissions));
        json.set("channel", shapes.channel(interaction.channel()).put("permissions", permissions));
    }

    /// The channel as the person sees it: in direct messages, the other participant is the bot.
    private void amongPeople(ObjectNode json, Interaction interaction) {
        json.set("user", shapes.user(interaction.person()));
        ObjectNode channel = shapes.channel(interaction.channel());
        if (interaction.channel().direct()) {
            channel.putArray("recipients").add(shapes.bot());
        }
        json.set("channel", channel);
    }
}
