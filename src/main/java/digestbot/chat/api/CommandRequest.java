package digestbot.chat.api;

import digestbot.audience.Person;
import digestbot.delivery.api.Destination;
import digestbot.markdown.WebAddress;
import java.util.Optional;

/// A command with its sender and chat.
///
/// @param personIsChatAdmin true if, according to the platform, the person may change this chat's
///     settings; always true in a private chat
/// @param privateChat the person's private chat with the bot, if it is known or was opened for this
///     request
/// @param personName the person's name on the platform; empty if unknown
/// @param botLink a link that opens a private chat with the bot; empty if it is unknown
public record CommandRequest(
        Person person,
        Destination origin,
        boolean personIsChatAdmin,
        Optional<Destination> privateChat,
        Command command,
        ChatFeatures features,
        Optional<String> pressedMessage,
        String personName,
        Optional<WebAddress> botLink) {

    public CommandRequest(
            Person person, Destination from, boolean mayManage, Optional<Destination> direct, Command command) {
        this(person, from, mayManage, direct, command, ChatFeatures.PLAIN, Optional.empty(), "", Optional.empty());
    }
}
