package digestbot.discord;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.chat.ChatFeatures;
import digestbot.chat.ChatFeatures.PlaceLabels;
import digestbot.delivery.api.Destination;
import java.util.Optional;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.channel.Channel;
import net.dv8tion.jda.api.entities.channel.attribute.IPostContainer;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;
import net.dv8tion.jda.api.interactions.Interaction;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import org.jspecify.annotations.Nullable;

/// The place of an interaction, and the rights of the bot and the person there.
///
/// @param origin the chat; a thread belongs to its parent channel. If the bot is not a member
///     there, the person uses it as a user-installed app, and the chat is the person's direct
///     messages
/// @param writable true if the bot may send messages there that are not responses
record InteractionChat(
        Destination origin, boolean botIsMember, boolean writable, boolean personIsChatAdmin, ChatFeatures features) {

    static InteractionChat of(Interaction event) {
        if (isDirect(event)) {
            return new InteractionChat(privateChat(event.getChannelIdLong()), true, true, true, ChatFeatures.PLAIN);
        }
        if (!event.isFromAttachedGuild()) {
            return new InteractionChat(privateChat(event.getChannelIdLong()), false, false, false, ChatFeatures.PLAIN);
        }
        boolean personIsChatAdmin = Optional.ofNullable(event.getMember())
                .filter(member -> member.hasPermission(Permission.MANAGE_SERVER))
                .isPresent();
        GuildChannel channel = event.getGuildChannel();
        boolean writable = channel instanceof GuildMessageChannel text && text.canTalk();
        return new InteractionChat(
                inGuild(channel),
                true,
                writable,
                personIsChatAdmin,
                features(channel).withSharing(writable && maySend(event.getMember(), channel)));
    }

    private static boolean maySend(@Nullable Member person, GuildChannel channel) {
        Permission sending =
                channel instanceof ThreadChannel ? Permission.MESSAGE_SEND_IN_THREADS : Permission.MESSAGE_SEND;
        return person != null && person.hasPermission(channel, Permission.VIEW_CHANNEL, sending);
    }

    /// The features of a channel; for a thread, its parent channel's features.
    private static ChatFeatures features(GuildChannel channel) {
        GuildChannel whole = channel instanceof ThreadChannel thread ? thread.getParentChannel() : channel;
        return whole instanceof IPostContainer ? new ChatFeatures(PlaceLabels.POSTS) : ChatFeatures.PLAIN;
    }

    /// Whether the interaction is in the person's direct messages with the bot, where nobody
    /// else reads.
    static boolean isDirect(Interaction event) {
        return event.getContext() == InteractionContextType.BOT_DM;
    }

    static Destination privateChat(long channel) {
        return new Destination(new Chat(Platform.DISCORD, channel, ChatType.PRIVATE, ""), 0);
    }

    static Chat chat(GuildChannel channel) {
        return new Chat(
                Platform.DISCORD,
                channel.getIdLong(),
                ChatType.GROUP,
                channel.getGuild().getName() + " #" + ((Channel) channel).getName());
    }

    private static Destination inGuild(GuildChannel channel) {
        if (channel instanceof ThreadChannel thread) {
            return new Destination(chat(thread.getParentChannel()), thread.getIdLong());
        }
        return new Destination(chat(channel), 0);
    }
}
