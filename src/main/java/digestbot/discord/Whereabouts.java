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
/// @param from the chat; a thread belongs to its parent channel. Where the bot itself is not, it is only what a
///     person brought along, and talks with that person as in private
/// @param present whether the bot itself is there
/// @param writable whether it can send messages there by itself, not only answer
/// @param manager whether the person may manage the chat
record Whereabouts(Destination from, boolean present, boolean writable, boolean manager) {

    static Whereabouts of(Interaction event) {
        if (isDirect(event)) {
            return new Whereabouts(privateChat(event.getChannelIdLong()), true, true, true);
        }
        if (!event.isFromAttachedGuild()) {
            return new Whereabouts(privateChat(event.getChannelIdLong()), false, false, false);
        }
        boolean manager = Optional.ofNullable(event.getMember())
                .filter(member -> member.hasPermission(Permission.MANAGE_SERVER))
                .isPresent();
        GuildChannel channel = event.getGuildChannel();
        boolean writable = channel instanceof GuildMessageChannel text && text.canTalk();
        return new Whereabouts(inGuild(channel), true, writable, manager);
    }

    /// Whether it was in the person's direct messages with the bot, where nobody else reads.
    static boolean isDirect(Interaction event) {
        return event.getContext() == InteractionContextType.BOT_DM;
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

    private static String title(GuildChannel channel) {
        return channel.getGuild().getName() + " #" + ((Channel) channel).getName();
    }
}
