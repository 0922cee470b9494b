package digestbot.discord;

import digestbot.audience.Chat;
import digestbot.audience.SubscriberStore;
import digestbot.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Mentions the role that a chat has chosen with each new digest.
record RoleMentions(Database database) {

    private static final Logger LOG = LoggerFactory.getLogger(RoleMentions.class);
    private static final SubscriberStore SUBSCRIBERS = new SubscriberStore();

    /// The message with the role that is mentioned in the chat, if one is. Throws nothing.
    DiscordMessage withMention(Chat chat, DiscordMessage message) {
        try {
            return database.read(tx -> SUBSCRIBERS.mentioned(tx, chat))
                    .map(role -> message.mentioning(role.id()))
                    .orElse(message);
        } catch (RuntimeException e) {
            LOG.warn("no role mentioned in channel {}: {}", chat.id(), e.toString());
            return message;
        }
    }
}
