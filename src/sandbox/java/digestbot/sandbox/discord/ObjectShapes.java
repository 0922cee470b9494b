package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.discord.rules.DiscordJson;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// People, members, roles and channels as JSON, in the shapes of Discord's API reference.
final class ObjectShapes {

    private static final int REQUIRES_TAG = 1 << 4;

    /// Send messages, also in threads.
    private static final long SEND = 1L << 11 | 1L << 38;

    static final long MANAGE_GUILD = 1L << 5;

    private static final long CREATE_PUBLIC_THREADS = 1L << 35;

    /// The permissions of everyone: view channel, send messages, also in threads, embed links, read
    /// history, add reactions, use commands, start threads.
    static final long EVERYONE =
            1L << 10 | 1L << 11 | 1L << 14 | 1L << 16 | 1L << 6 | 1L << 31 | 1L << 38 | CREATE_PUBLIC_THREADS;

    static final long BOT = EVERYONE | 1L << 17 | 1L << 13 | 1L << 15;

    /// The permissions that the install link gives the bot: view channels, send messages, also in
    /// threads.
    private static final long INSTALLED = 1L << 10 | 1L << 11 | 1L << 38;

    private final World world;

    ObjectShapes(World world) {
        this.world = world;
    }

    ObjectNode user(SandboxPerson person) {
        String name = person.name().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_.]+", "_");
        return bareUser(person.id(), name, false).put("global_name", person.name());
    }

    ObjectNode bot() {
        return bareUser(world.applicationId, "digestbot", true).putNull("global_name");
    }

    /// The bot as it sees itself.
    ObjectNode self() {
        return bot().put("verified", true)
                .put("mfa_enabled", false)
                .put("locale", "en-US")
                .putNull("email")
                .put("premium_type", 0);
    }

    ObjectNode application() {
        ObjectNode application = DiscordJson.object()
                .put("id", DiscordJson.id(world.applicationId))
                .put("name", "digestbot")
                .putNull("icon")
                .put("description", "")
                .putNull("type")
                .put("verify_key", "0".repeat(64))
                .put("flags", 0)
                .put("bot_public", true)
                .put("bot_require_code_grant", false)
                .put("max_participants", 0)
                .putNull("interactions_endpoint_url")
                .putNull("role_connections_verification_url")
                .put("approximate_guild_count", 1)
                .put("approximate_user_install_count", 0)
                .put("approximate_user_authorization_count", 0)
                .put("explicit_content_filter", 0)
                .put("flags_new", "0")
                .putNull("team");
        application.putArray("eligible_oauth2_scopes");
        application.putArray("tags");
        application.putArray("redirect_uris");
        ObjectNode types = application.putObject("integration_types_config");
        ObjectNode guild = types.putObject("0").putObject("oauth2_install_params");
        guild.putArray("scopes").add("applications.commands").add("bot");
        guild.put("permissions", Long.toString(INSTALLED));
        ObjectNode person = types.putObject("1").putObject("oauth2_install_params");
        person.putArray("scopes").add("applications.commands");
        person.put("permissions", "0");
        application.set("owner", user(world.owner()));
        application.set("bot", bot());
        world.changeOfApplication.accept(application);
        return application;
    }

    ObjectNode member(Guild guild, SandboxPerson person) {
        ObjectNode member = bareMember();
        if (guild.moderates(person)) {
            member.withArrayProperty("roles").add(DiscordJson.id(guild.moderatorRoleId));
        }
        member.set("user", user(person));
        return member;
    }

    ObjectNode selfMember(Guild guild) {
        ObjectNode member = bareMember();
        member.withArrayProperty("roles").add(DiscordJson.id(guild.botRoleId));
        member.set("user", bot());
        return member;
    }

    /// The permissions of the person in the channel of the server.
    static long permissions(Guild guild, Channel channel, SandboxPerson person) {
        if (guild.moderates(person)) {
            return EVERYONE | MANAGE_GUILD;
        }
        return isReadOnly(channel) ? EVERYONE & ~SEND : EVERYONE;
    }

    private static boolean isReadOnly(Channel channel) {
        return channel.parent().orElse(channel).kind() == Channel.Kind.READ_ONLY;
    }

    static ArrayNode roles(Guild guild) {
        return DiscordJson.array()
                .add(role(guild.id, "@everyone", 0, EVERYONE))
                .add(role(guild.botRoleId, "digestbot", 2, BOT))
                .add(role(guild.moderatorRoleId, "Moderators", 1, EVERYONE | MANAGE_GUILD));
    }

    ObjectNode channel(Channel channel) {
        ObjectNode json = DiscordJson.object()
                .put("id", DiscordJson.id(channel.id()))
                .put("type", channel.kind().type())
                .put("flags", 0)
                .putNull("last_message_id");
        switch (channel.kind()) {
            case TEXT, READ_ONLY, ANNOUNCEMENT -> text(json, channel);
            case FORUM, TAGGED_FORUM -> forum(json, channel);
            case THREAD, ANNOUNCEMENT_THREAD -> thread(json, channel);
            case DIRECT, CONVERSATION -> among(json, channel);
        }
        return json;
    }

    private void text(ObjectNode json, Channel channel) {
        json.put("guild_id", DiscordJson.id(channel.guildId()))
                .put("name", channel.name())
                .put("position", 0)
                .put("nsfw", false)
                .put("rate_limit_per_user", 0)
                .putNull("topic")
                .putNull("parent_id");
        ArrayNode overwrites = json.putArray("permission_overwrites");
        if (!world.permitsThreads(channel)) {
            overwrites.add(overwrite(channel.guildId(), 0, CREATE_PUBLIC_THREADS));
        }
        channel.guild().filter(_ -> isReadOnly(channel)).ifPresent(home -> {
            overwrites.add(overwrite(home.id, 0, SEND));
            overwrites.add(overwrite(home.botRoleId, SEND, 0));
            overwrites.add(overwrite(home.moderatorRoleId, SEND, 0));
        });
    }

    private static ObjectNode overwrite(long role, long allowed, long denied) {
        return DiscordJson.object()
                .put("id", DiscordJson.id(role))
                .put("type", 0)
                .put("allow", Long.toString(allowed))
                .put("deny", Long.toString(denied));
    }

    private void forum(ObjectNode json, Channel channel) {
        text(json, channel);
        json.put("flags", channel.kind() == Channel.Kind.TAGGED_FORUM ? REQUIRES_TAG : 0)
                .putNull("default_reaction_emoji")
                .putNull("default_sort_order")
                .put("default_forum_layout", 0)
                .put("default_thread_rate_limit_per_user", 0);
        json.set("available_tags", DiscordJson.arrayOf(tags(channel)));
    }

    /// The tags that posts of the channel can have. Their ids follow that of the channel.
    static List<ObjectNode> tags(Channel channel) {
        return IntStream.range(0, channel.tags().size())
                .mapToObj(i -> tag(channel.id() + 1 + i, channel.tags().get(i)))
                .toList();
    }

    private static ObjectNode tag(long id, Channel.Tag tag) {
        return DiscordJson.object()
                .put("id", DiscordJson.id(id))
                .put("name", tag.name())
                .put("moderated", tag.moderated())
                .putNull("emoji_id")
                .putNull("emoji_name");
    }

    private void thread(ObjectNode json, Channel channel) {
        json.put("guild_id", DiscordJson.id(channel.guildId()))
                .put(
                        "parent_id",
                        channel.parent().map(Channel::id).map(DiscordJson::id).orElseThrow())
                .put("owner_id", DiscordJson.id(world.owner().id()))
                .put("name", channel.name())
                .put("message_count", 0)
                .put("total_message_sent", 0)
                .put("member_count", 1)
                .put("rate_limit_per_user", 0);
        json.putObject("thread_metadata")
                .put("archived", world.isArchived(channel))
                .put("locked", false)
                .put("auto_archive_duration", 1_440)
                .put("archive_timestamp", world.founded.toString())
                .put("create_timestamp", world.founded.toString());
    }

    private void among(ObjectNode json, Channel channel) {
        SandboxPerson person = channel.recipient().orElseThrow();
        json.putArray("recipients").add(user(person));
        if (!channel.direct()) {
            json.put("name", channel.name())
                    .put("owner_id", DiscordJson.id(person.id()))
                    .putNull("icon");
        }
    }

    /// The server or the person that added the app.
    static ObjectNode owners(Channel channel, SandboxPerson person) {
        return channel.hasBot()
                ? DiscordJson.object().put("0", DiscordJson.id(channel.guildId()))
                : DiscordJson.object().put("1", DiscordJson.id(person.id()));
    }

    private static ObjectNode role(long id, String name, int position, long permissions) {
        ObjectNode role = DiscordJson.object()
                .put("id", DiscordJson.id(id))
                .put("name", name)
                .putNull("description")
                .put("permissions", Long.toString(permissions))
                .put("position", position)
                .put("color", 0)
                .put("hoist", false)
                .put("managed", false)
                .put("mentionable", false)
                .putNull("icon")
                .putNull("unicode_emoji")
                .put("flags", 0);
        role.putObject("colors")
                .put("primary_color", 0)
                .putNull("secondary_color")
                .putNull("tertiary_color");
        return role;
    }

    private ObjectNode bareMember() {
        ObjectNode member = DiscordJson.object()
                .putNull("avatar")
                .putNull("banner")
                .putNull("communication_disabled_until")
                .put("flags", 0)
                .put("joined_at", world.founded.toString())
                .putNull("nick")
                .put("pending", false)
                .putNull("premium_since")
                .put("mute", false)
                .put("deaf", false);
        member.putArray("roles");
        return member;
    }

    private static ObjectNode bareUser(long id, String username, boolean bot) {
        return DiscordJson.object()
                .put("id", DiscordJson.id(id))
                .put("username", username)
                .put("discriminator", "0")
                .putNull("avatar")
                .put("bot", bot)
                .putNull("primary_guild")
                .put("public_flags", 0)
                .put("flags", 0);
    }
}
