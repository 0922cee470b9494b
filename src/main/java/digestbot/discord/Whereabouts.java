package digestbot.discord;

import digestbot.delivery.Destination;
import digestbot.subscription.Chat;
import digestbot.subscription.ChatKind;
import digestbot.subscription.Platform;
import java.util.Optional;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.channel.Channel;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;
import net.dv8tion.jda.api.interactions.Interaction;
import net.dv8tion.jda.api.interactions.InteractionContextType;

/// Where an interaction happened, and what can be done there.
///
/// @param from the chat; a thread belongs to its parent channel
/// @param direct whether these are direct messages with the bot
/// @param writable whether the bot can send messages there by itself, not only answer
/// @param manager whether the person may manage the chat
record Whereabouts(Destination from, boolean direct, boolean writable, boolean manager) {

    static Whereabouts of(Interaction event) {
        if (event.getContext() == InteractionContextType.BOT_DM) {
            return new Whereabouts(privateChat(event.getChannelIdLong()), true, true, true);
        }
        if (!event.isFromGuild()) {
            // A conversation among people, one of whom added the bot to their own apps.
            return new Whereabouts(destination(event.getChannelIdLong(), "", 0), false, false, false);
        }
        boolean manager = Optional.ofNullable(event.getMember())
                .filter(member -> member.hasPermission(Permission.MANAGE_SERVER))
                .isPresent();
        GuildChannel channel = event.getGuildChannel();
        if (!event.isFromAttachedGuild()) {
            return new Whereabouts(destination(channel.getIdLong(), channel.getName(), 0), false, false, manager);
        }
        boolean writable = channel instanceof GuildMessageChannel text && text.canTalk();
        return new Whereabouts(inGuild(channel), false, writable, manager);
    }

    /// A person's direct messages with the bot.
    static Destination privateChat(long channel) {
        return new Destination(new Chat(Platform.DISCORD, channel, ChatKind.PRIVATE, ""), 0);
    }

    /// A channel of a server.
    static Chat chat(GuildChannel channel) {
        return new Chat(Platform.DISCORD, channel.getIdLong(), ChatKind.GROUP, title(channel));
    }

    private static Destination inGuild(GuildChannel channel) {
        if (channel instanceof ThreadChannel thread) {
            return new Destination(chat(thread.getParentChannel()), thread.getIdLong());
        }
        return new Destination(chat(channel), 0);
    }

    private static Destination destination(long channel, String title, long thread) {
        return new Destination(new Chat(Platform.DISCORD, channel, ChatKind.GROUP, title), thread);
    }

    private static String title(GuildChannel channel) {
        return channel.getGuild().getName() + " #" + ((Channel) channel).getName();
    }
}
