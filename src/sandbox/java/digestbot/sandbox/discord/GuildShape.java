package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.discord.rules.DiscordJson;

/// A server as JSON: the response of the REST API, and the fuller form of the gateway's
/// `GUILD_CREATE`.
final class GuildShape {

    private final World world;
    private final ObjectShapes shapes;

    GuildShape(World world, ObjectShapes shapes) {
        this.world = world;
        this.shapes = shapes;
    }

    ObjectNode rest(Guild home) {
        ObjectNode guild = DiscordJson.object()
                .put("id", DiscordJson.id(home.id))
                .put("name", home.name)
                .putNull("icon")
                .putNull("description")
                .putNull("splash")
                .putNull("discovery_splash")
                .putNull("banner")
                .putNull("home_header")
                .put("owner_id", DiscordJson.id(home.owner.id()))
                .putNull("application_id")
                .put("region", "deprecated")
                .putNull("afk_channel_id")
                .put("afk_timeout", 300)
                .putNull("system_channel_id")
                .put("system_channel_flags", 0)
                .putNull("rules_channel_id")
                .putNull("public_updates_channel_id")
                .putNull("safety_alerts_channel_id")
                .put("widget_enabled", false)
                .putNull("widget_channel_id");
        levels(guild);
        guild.set("roles", ObjectShapes.roles(home));
        for (String list : new String[] {"features", "emojis", "stickers"}) {
            guild.putArray(list);
        }
        return guild;
    }

    /// The payload of `GUILD_CREATE` with the current state.
    ObjectNode gateway(Guild home) {
        ObjectNode guild = rest(home)
                .put("joined_at", world.founded.toString())
                .put("large", false)
                .put("unavailable", false)
                .put("member_count", home.memberCount());
        for (String list : new String[] {
            "voice_states", "presences", "stage_instances", "guild_scheduled_events", "soundboard_sounds"
        }) {
            guild.putArray(list);
        }
        guild.putArray("members").add(shapes.selfMember(home));
        guild.set(
                "threads",
                DiscordJson.arrayOf(
                        world.threads(home).stream().map(shapes::channel).toList()));
        guild.set(
                "channels",
                DiscordJson.arrayOf(
                        world.channels(home).stream().map(shapes::channel).toList()));
        return guild;
    }

    /// The guild before it is loaded.
    static ObjectNode unavailable(Guild home) {
        return DiscordJson.object().put("id", DiscordJson.id(home.id)).put("unavailable", true);
    }

    private static void levels(ObjectNode guild) {
        guild.put("verification_level", 0)
                .put("default_message_notifications", 1)
                .put("explicit_content_filter", 0)
                .put("mfa_level", 0)
                .put("nsfw", false)
                .put("nsfw_level", 0)
                .put("premium_tier", 0)
                .put("premium_subscription_count", 0)
                .put("premium_progress_bar_enabled", false)
                .putNull("premium_progress_bar_enabled_user_updated_at")
                .put("max_members", 500_000)
                .put("max_presences", 5_000)
                .put("max_video_channel_users", 25)
                .put("max_stage_video_channel_users", 50)
                .putNull("vanity_url_code")
                .put("preferred_locale", "en-US");
        guild.putNull("incidents_data");
    }
}
