package digestbot.content.action;

import digestbot.content.action.SubscribeAction.Target;
import java.util.Map;
import java.util.Optional;

/// An action, and how the person asked for it.
///
/// @param byPress true if they pressed its button, false for a command
public record Invocation(Action action, boolean byPress) {

    public static Invocation typed(Action action) {
        return new Invocation(action, false);
    }

    /// The press of a button; without an action if the button is from an unsupported version. A
    /// button that runs a command counts as that command.
    public static Invocation pressed(Optional<Action> button) {
        Action action = button.orElseGet(ChatAction.Outdated::new);
        return (action instanceof ChatAction.RunCommand(String id)
                        ? ActionSpec.command(id)
                        : Optional.<ActionSpec>empty())
                .map(spec -> typed(spec.parse(Map.of())))
                .orElseGet(() -> new Invocation(action, true));
    }

    /// Whether everybody in the chat sees the answer.
    public boolean isPublic() {
        return !byPress && ActionSpec.of(action).isPublic();
    }

    /// Whether a part of the answer is sent to the person's private chat with the bot.
    public boolean needsPrivateChat() {
        return switch (action) {
            case SubscribeAction.Subscribe(String _, Target to) -> to == Target.ME;
            case SubscribeAction.Unsubscribe(String _, Target to) -> to == Target.ME;
            case BroadcastRequest.BroadcastButton _ -> true;
            default -> false;
        };
    }
}
