package digestbot.discord;

import digestbot.discord.MessageBodies.Body.WithFiles;
import digestbot.discord.MessageBodies.Body.WithoutFiles;
import java.util.List;
import net.dv8tion.jda.api.components.MessageTopLevelComponent;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;

/// The bodies of the requests that send messages. That of the latest message is kept, because a digest goes to many
/// channels one after the other. Thread-safe.
final class MessageBodies {

    private volatile Latest latest = new Latest(List.of(), false, "");

    /// @param json the body without its nonce and without its last brace
    private record Latest(List<MessageTopLevelComponent> components, boolean silent, String json) {

        /// Equal components that are not the same ones would take longer to compare than to write.
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(DiscordMessage message, boolean wanted) {
            return components == message.components() && silent == wanted;
        }
    }

    /// The body of a request.
    sealed interface Body {

        /// A body that is only JSON.
        ///
        /// @param json the whole body
        record WithoutFiles(String json) implements Body {}

        /// A body with files.
        ///
        /// @param message the message, without its nonce
        record WithFiles(MessageCreateData message) implements Body {}
    }

    /// The body of a request that creates at most one message with this nonce.
    ///
    /// @param nonce letters, digits and hyphens
    Body of(DiscordMessage message, boolean silent, String nonce) {
        Latest known = latest;
        if (known.isOf(message, silent)) {
            return new WithoutFiles(with(nonce, known.json));
        }
        MessageCreateData created = message.create(silent);
        if (!created.getAllDistinctFiles().isEmpty()) {
            return new WithFiles(created);
        }
        String json = created.toData().toString();
        String open = json.substring(0, json.length() - 1);
        latest = new Latest(message.components(), silent, open);
        return new WithoutFiles(with(nonce, open));
    }

    private static String with(String nonce, String open) {
        return open + ",\"nonce\":\"" + nonce + "\",\"enforce_nonce\":true}";
    }
}
