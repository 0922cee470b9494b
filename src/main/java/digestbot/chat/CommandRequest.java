package digestbot.chat;

import digestbot.audience.Permission;
import digestbot.audience.Person;
import digestbot.content.action.Action;
import digestbot.content.action.ChatAction;
import digestbot.content.action.Invocation;
import digestbot.content.action.SubscribeAction;
import digestbot.content.action.SubscribeAction.Target;
import digestbot.delivery.api.Destination;
import digestbot.markdown.WebAddress;
import java.util.Optional;

/// An action with the person who asked for it, and the chat.
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
        Invocation invocation,
        ChatFeatures features,
        Optional<String> pressedMessage,
        String personName,
        Optional<WebAddress> botLink) {

    public CommandRequest(
            Person person, Destination from, boolean mayManage, Optional<Destination> direct, Invocation invocation) {
        this(person, from, mayManage, direct, invocation, ChatFeatures.PLAIN, Optional.empty(), "", Optional.empty());
    }

    public Action action() {
        return invocation.action();
    }

    /// The permission that it requires of this person in this chat.
    public Permission permission() {
        return switch (action()) {
            case SubscribeAction.Subscribe(String _, Target to) -> permission(to);
            case SubscribeAction.Unsubscribe(String _, Target to) -> permission(to);
            case ChatAction.Start(String payload) ->
                payload.isEmpty()
                        ? Permission.READ
                        : Action.Linkable.fromPayload(payload)
                                .map(Action::permission)
                                .orElseGet(() -> permission(Target.DEFAULT));
            case Action other -> other.permission();
        };
    }

    /// Subscribing one's own private chat from another chat does not change that other chat. If the
    /// private chat is unknown, the subscription would go to the current chat.
    private Permission permission(Target to) {
        return switch (to.resolve(origin.chat().kind(), personIsChatAdmin)) {
            case HERE, DEFAULT -> Permission.CHANGE_SETTINGS;
            case ME -> privateChat.isPresent() ? Permission.READ : Permission.CHANGE_SETTINGS;
        };
    }
}
