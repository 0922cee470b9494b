package digestbot.content.action;

import digestbot.audience.ChatType;
import digestbot.audience.Permission;
import digestbot.content.action.CommandOption.Kind;

public sealed interface SubscribeAction extends Action {

    @Form(code = "t", command = "topics", needs = Permission.READ)
    record ShowTopics(int page) implements SubscribeAction, Linkable {}

    /// The topic is an id or a name, ignoring case, or `all`.
    @Form(command = "subscribe", needs = Permission.CHANGE_SETTINGS)
    record Subscribe(
            @Typed(value = Kind.TOPIC, hint = "choose-topic-or-all")
            String topic,

            @Typed(Kind.TO) Target to) implements SubscribeAction {}

    /// The topic is as in [Subscribe].
    @Form(command = "unsubscribe", needs = Permission.CHANGE_SETTINGS)
    record Unsubscribe(
            @Typed(value = Kind.TOPIC, hint = "choose-topic-or-all")
            String topic,

            @Typed(Kind.TO) Target to) implements SubscribeAction {}

    /// Subscribes this chat to a topic with the defaults.
    @Form(code = "s", needs = Permission.CHANGE_SETTINGS)
    record SubscribeTopic(long topic) implements SubscribeAction {}

    @Form(code = "u", needs = Permission.CHANGE_SETTINGS)
    record UnsubscribeTopic(long topic) implements SubscribeAction {}

    /// Ends the subscription to the digest's topic, and confirms it in a separate message.
    @Form(code = "l", needs = Permission.CHANGE_SETTINGS)
    record UnsubscribeFromDigest(long digest) implements SubscribeAction {}

    /// Subscribes this chat to all topics including new ones, or stops new ones from being added.
    @Form(code = "a", needs = Permission.CHANGE_SETTINGS)
    record SetAllTopics(boolean enabled) implements SubscribeAction {}

    /// The chat that receives a subscription.
    enum Target {
        /// This chat if the person may manage it; otherwise the person's private chat.
        DEFAULT,
        HERE,
        ME;

        public Target resolve(ChatType kind, boolean mayManage) {
            return switch (this) {
                case HERE, ME -> this;
                case DEFAULT -> kind == ChatType.PRIVATE || mayManage ? HERE : ME;
            };
        }
    }
}
