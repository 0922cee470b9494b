package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SandboxPerson;
import java.util.Locale;

/// The payload of `INTERACTION_CREATE`. See "Interaction Object" in Discord's documentation.
final class InteractionPayload {

    private InteractionPayload() {}

    static ObjectNode of(Interaction interaction, World world) {
        Channel channel = interaction.channel;
        ObjectNode json = SandboxJson.object("""
                {"version": 1, "attachment_size_limit": 10485760, "entitlements": [], "entitlement_sku_ids": []}""")
                .put("id", Snowflakes.text(interaction.id))
                .put("application_id", Snowflakes.text(world.applicationId))
                .put("type", interaction.kind.number)
                .put("token", interaction.token)
                .put("channel_id", Snowflakes.text(channel.id()))
                .put("locale", locale(interaction.person))
                .put("app_permissions", Long.toString(ObjectShapes.BOT))
                .put("context", channel.kind().context);
        json.set("data", interaction.data);
        json.set("authorizing_integration_owners", ObjectShapes.owners(channel, interaction.person));
        interaction.source.ifPresent(
                message -> json.set("message", message.json().deepCopy()));
        ObjectNode shape = world.shapes.channel(channel);
        json.set("channel", shape);
        channel.guild()
                .ifPresentOrElse(
                        home -> {
                            String permissions =
                                    Long.toString(ObjectShapes.permissions(home, channel, interaction.person));
                            json.put("guild_id", Snowflakes.text(home.id)).put("guild_locale", "en-US");
                            json.set("guild", SandboxJson.object("""
                                    {"id": "%s", "locale": "en-US", "features": []}""".formatted(Snowflakes.text(home.id))));
                            json.set(
                                    "member",
                                    world.shapes
                                            .member(home, interaction.person)
                                            .put("permissions", permissions));
                            shape.put("permissions", permissions);
                        },
                        () -> {
                            json.set("user", world.shapes.user(interaction.person));
                            if (channel.direct()) {
                                // As the person sees it: the other participant is the bot.
                                shape.putArray("recipients").add(world.shapes.bot());
                            }
                        });
        return json;
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
}
