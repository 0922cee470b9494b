package digestbot.discord;

import digestbot.audience.Chat;
import digestbot.cluster.LeaderTerm;
import digestbot.cluster.LeaderTerm.TermEndedException;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.chats.ChatReachability;
import java.util.List;
import java.util.function.Consumer;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.events.channel.ChannelDeleteEvent;
import net.dv8tion.jda.api.events.guild.GuildJoinEvent;
import net.dv8tion.jda.api.events.guild.GuildLeaveEvent;
import net.dv8tion.jda.api.events.guild.GuildReadyEvent;
import net.dv8tion.jda.api.hooks.EventListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tracks the addition and removal of servers and channels. A removal while the bot was offline is
/// noticed with the next message, an addition in Discord's list of servers after connecting.
record ChannelLifecycle(Database database, ChatReachability reachability, LeaderTerm term) implements EventListener {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelLifecycle.class);

    /// Discord's code for an unknown server in the reason for refusing a message.
    private static final String UNKNOWN_SERVER = "(10004)";

    private static final String REMOVED = "the bot was removed from the server";

    @Override
    public void onEvent(GenericEvent event) {
        switch (event) {
            case GuildLeaveEvent left -> markUnreachable(chats(left.getGuild()), REMOVED);
            case GuildJoinEvent joined -> markReachable(chats(joined.getGuild()));
            case GuildReadyEvent there -> resumeIfRemoved(chats(there.getGuild()));
            case ChannelDeleteEvent deleted
            when deleted.isFromGuild() && !deleted.getChannelType().isThread() ->
                markUnreachable(
                        List.of(InteractionChat.chat(deleted.getChannel().asGuildChannel())),
                        "the channel was deleted");
            default -> {}
        }
    }

    private void markUnreachable(List<Chat> chats, String reason) {
        write(tx -> chats.forEach(chat -> reachability.unreachable(tx, chat, reason)));
    }

    private void markReachable(List<Chat> chats) {
        write(tx -> chats.forEach(chat -> reachability.back(tx, chat)));
    }

    private void resumeIfRemoved(List<Chat> chats) {
        write(tx -> chats.forEach(chat -> reachability.present(tx, chat, ChannelLifecycle::isRemoval)));
    }

    private void write(Consumer<Transaction> work) {
        try {
            database.writeWithoutResult(tx -> {
                term.verify(tx);
                work.accept(tx);
            });
        } catch (TermEndedException e) {
            LOG.debug("an event of Discord is left to another node: {}", e.getMessage());
        }
    }

    /// Whether the reason for a refusal is a removal, noticed here or reported for a message.
    private static boolean isRemoval(String reason) {
        return reason.equals(REMOVED) || reason.contains(UNKNOWN_SERVER);
    }

    private static List<Chat> chats(Guild guild) {
        return guild.getChannels().stream().map(InteractionChat::chat).toList();
    }
}
