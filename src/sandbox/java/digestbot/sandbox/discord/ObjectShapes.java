package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SandboxPerson;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Servers, people, members, roles and channels as JSON, in the shapes of Discord's API reference.
final class ObjectShapes {

    private static final int REQUIRES_TAG = 1 << 4;

    /// Send messages, also in threads.
    private static final long SEND = 1L << 11 | 1L << 38;

    static final long MANAGE_GUILD = 1L << 5;

    /// View channel, send messages, also in threads, embed links, read history, add reactions, use
    /// commands.
    static final long EVERYONE = 1L << 10 | 1L << 11 | 1L << 14 | 1L << 16 | 1L << 6 | 1L << 31 | 1L << 38;

    private static final long MENTION_EVERYONE = 1L << 17;

    private static final long MODERATOR = EVERYONE | MANAGE_GUILD | MENTION_EVERYONE;

    static final long BOT = EVERYONE | MENTION_EVERYONE | 1L << 13 | 1L << 15;

    /// The install link gives the bot: view channels, send messages, also in threads.
    private static final long INSTALLED = 1L << 10 | 1L << 11 | 1L << 38;

    private final World world;

    ObjectShapes(World world) {
        this.world = world;
    }

    ObjectNode user(SandboxPerson person) {
        String name = person.name().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_.]+", "_");
        return user(person.id(), name, false).put("global_name", person.name());
    }

    ObjectNode bot() {
        return user(world.applicationId, "digestbot", true).putNull("global_name");
    }

    private static ObjectNode user(long id, String username, boolean bot) {
        return object(id, """
                {"discriminator": "0", "avatar": null, "primary_guild": null, "public_flags": 0, "flags": 0}""").put("username", username).put("bot", bot);
    }

    private static ObjectNode object(long id, String json) {
        return SandboxJson.object(json).put("id", Snowflakes.text(id));
    }

    ObjectNode self() {
        return bot().setAll(SandboxJson.object("""
                {"verified": true, "mfa_enabled": false, "locale": "en-US", "email": null, "premium_type": 0}"""));
    }

    ObjectNode application() {
        ObjectNode application =
                object(world.applicationId, """
                {"name": "digestbot", "icon": null, "description": "", "type": null, "flags": 0, "flags_new": "0",
                 "bot_public": true, "bot_require_code_grant": false, "max_participants": 0,
                 "interactions_endpoint_url": null, "role_connections_verification_url": null,
                 "approximate_guild_count": 1, "approximate_user_install_count": 0,
                 "approximate_user_authorization_count": 0, "explicit_content_filter": 0, "team": null,
                 "eligible_oauth2_scopes": [], "tags": [], "redirect_uris": [], "integration_types_config": {
                     "0": {"oauth2_install_params": {"scopes": ["applications.commands", "bot"], "permissions": "%d"}},
                     "1": {"oauth2_install_params": {"scopes": ["applications.commands"], "permissions": "0"}}}}""".formatted(INSTALLED)).put("verify_key", "0".repeat(64));
        application.set("owner", user(world.owner));
        application.set("bot", bot());
        world.changeOfApplication.accept(application);
        return application;
    }

    ObjectNode member(Guild guild, SandboxPerson person) {
        return member(user(person), guild.moderates(person) ? List.of(guild.moderatorRoleId) : List.of());
    }

    private ObjectNode selfMember(Guild guild) {
        return member(bot(), List.of(guild.botRoleId));
    }

    private ObjectNode member(ObjectNode user, List<Long> roles) {
        ObjectNode member = SandboxJson.object("""
                {"avatar": null, "banner": null, "communication_disabled_until": null, "flags": 0, "nick": null,
                 "pending": false, "premium_since": null, "mute": false, "deaf": false, "roles": []}""").put("joined_at", world.founded.toString());
        roles.forEach(role -> member.withArrayProperty("roles").add(Snowflakes.text(role)));
        return member.set("user", user);
    }

    static long permissions(Guild guild, Channel channel, SandboxPerson person) {
        if (guild.moderates(person)) {
            return MODERATOR;
        }
        return isReadOnly(channel) ? EVERYONE & ~SEND : EVERYONE;
    }

    private static boolean isReadOnly(Channel channel) {
        return channel.parent().orElse(channel).kind() == Channel.Kind.READ_ONLY;
    }

    ObjectNode guild(Guild home) {
        ObjectNode guild = object(home.id, """
                {"icon": null, "description": null, "splash": null, "discovery_splash": null, "banner": null,
                 "home_header": null, "application_id": null, "region": "deprecated", "afk_channel_id": null,
                 "afk_timeout": 300, "system_channel_id": null, "system_channel_flags": 0, "rules_channel_id": null,
                 "public_updates_channel_id": null, "safety_alerts_channel_id": null, "widget_enabled": false,
                 "widget_channel_id": null, "verification_level": 0, "default_message_notifications": 1,
                 "explicit_content_filter": 0, "mfa_level": 0, "nsfw": false, "nsfw_level": 0, "premium_tier": 0,
                 "premium_subscription_count": 0, "premium_progress_bar_enabled": false,
                 "premium_progress_bar_enabled_user_updated_at": null, "max_members": 500000, "max_presences": 5000,
                 "max_video_channel_users": 25, "max_stage_video_channel_users": 50, "vanity_url_code": null,
                 "preferred_locale": "en-US", "incidents_data": null, "features": [], "emojis": [], "stickers": [],
                 "large": false, "unavailable": false, "voice_states": [], "presences": [], "stage_instances": [],
                 "guild_scheduled_events": [], "soundboard_sounds": [], "threads": [], "channels": []}""")
                .put("name", home.name)
                .put("owner_id", Snowflakes.text(home.owner.id()))
                .put("joined_at", world.founded.toString())
                .put("member_count", home.memberCount());
        guild.putArray("roles").addAll(roles(home));
        guild.putArray("members").add(selfMember(home));
        world.threads(home).forEach(thread -> guild.withArrayProperty("threads").add(channel(thread)));
        world.channels(home)
                .forEach(channel -> guild.withArrayProperty("channels").add(channel(channel)));
        return guild;
    }

    static ObjectNode unavailable(Guild home) {
        return object(home.id, "{\"unavailable\": true}");
    }

    static List<ObjectNode> roles(Guild home) {
        return List.of(
                role(home.id, "@everyone", 0, EVERYONE),
                role(home.botRoleId, "digestbot", 2, BOT),
                role(home.moderatorRoleId, "Moderators", 1, MODERATOR));
    }

    private static ObjectNode role(long id, String name, int position, long permissions) {
        return object(id, """
                {"description": null, "color": 0, "hoist": false, "managed": false, "mentionable": false, "icon": null,
                 "unicode_emoji": null, "flags": 0,
                 "colors": {"primary_color": 0, "secondary_color": null, "tertiary_color": null}}""")
                .put("name", name)
                .put("position", position)
                .put("permissions", Long.toString(permissions));
    }

    ObjectNode channel(Channel channel) {
        ObjectNode json = object(channel.id(), "{\"flags\": 0, \"last_message_id\": null}")
                .put("type", channel.kind().type);
        switch (channel.kind()) {
            case TEXT, READ_ONLY, ANNOUNCEMENT -> text(json, channel);
            case FORUM, TAGGED_FORUM -> forum(json, channel);
            case THREAD, ANNOUNCEMENT_THREAD -> thread(json, channel);
            case DIRECT, CONVERSATION -> among(json, channel);
        }
        return json;
    }

    private void text(ObjectNode json, Channel channel) {
        json.setAll(SandboxJson.object("""
                {"position": 0, "nsfw": false, "rate_limit_per_user": 0, "topic": null, "parent_id": null}"""));
        json.put("guild_id", Snowflakes.text(channel.guildId())).put("name", channel.name());
        ArrayNode overwrites = json.putArray("permission_overwrites");
        channel.guild()
                .filter(_ -> isReadOnly(channel))
                .ifPresent(home -> overwrites
                        .add(overwrite(home.id, 0, SEND))
                        .add(overwrite(home.botRoleId, SEND, 0))
                        .add(overwrite(home.moderatorRoleId, SEND, 0)));
    }

    private static ObjectNode overwrite(long role, long allowed, long denied) {
        return object(role, "{\"type\": 0, \"allow\": \"%d\", \"deny\": \"%d\"}".formatted(allowed, denied));
    }

    private void forum(ObjectNode json, Channel channel) {
        text(json, channel);
        json.setAll(SandboxJson.object("""
                {"default_reaction_emoji": null, "default_sort_order": null, "default_forum_layout": 0,
                 "default_thread_rate_limit_per_user": 0}"""));
        json.put("flags", channel.kind() == Channel.Kind.TAGGED_FORUM ? REQUIRES_TAG : 0)
                .set("available_tags", SandboxJson.array(tags(channel)));
    }

    /// The ids of the tags follow that of the channel.
    static List<ObjectNode> tags(Channel channel) {
        return IntStream.range(0, channel.tags().size())
                .mapToObj(i -> object(channel.id() + 1 + i, "{\"emoji_id\": null, \"emoji_name\": null}")
                        .put("name", channel.tags().get(i))
                        .put("moderated", channel.tags().get(i).equals("Official")))
                .toList();
    }

    private void thread(ObjectNode json, Channel channel) {
        json.setAll(SandboxJson.object("""
                {"message_count": 0, "total_message_sent": 0, "member_count": 1, "rate_limit_per_user": 0,
                 "thread_metadata": {"locked": false, "auto_archive_duration": 1440}}"""));
        json.put("guild_id", Snowflakes.text(channel.guildId()))
                .put("parent_id", Snowflakes.text(channel.parent().orElseThrow().id()))
                .put("owner_id", Snowflakes.text(world.owner.id()))
                .put("name", channel.name())
                .withObjectProperty("thread_metadata")
                .put("archived", world.archived.contains(channel.id()))
                .put("archive_timestamp", world.founded.toString())
                .put("create_timestamp", world.founded.toString());
    }

    private void among(ObjectNode json, Channel channel) {
        SandboxPerson person = channel.recipient().orElseThrow();
        json.putArray("recipients").add(user(person));
        if (!channel.direct()) {
            json.put("name", channel.name())
                    .put("owner_id", Snowflakes.text(person.id()))
                    .putNull("icon");
        }
    }

    static ObjectNode owners(Channel channel, SandboxPerson person) {
        return channel.hasBot()
                ? SandboxJson.object().put("0", Snowflakes.text(channel.guildId()))
                : SandboxJson.object().put("1", Snowflakes.text(person.id()));
    }
}
