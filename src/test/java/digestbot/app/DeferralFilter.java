package digestbot.app;

import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Passes on a platform's events, but not deferrals: on a slow machine, Discord first shows that
/// the bot is thinking, and then edits that message. Here the answer arrives as a new message.
final class DeferralFilter implements Consumer<SandboxEvent> {

    private static final String PROMISE = "digestbot is thinking…";

    private final Consumer<SandboxEvent> listener;
    private final Set<Long> promised = new HashSet<>();

    private DeferralFilter(Consumer<SandboxEvent> listener) {
        this.listener = listener;
    }

    static Consumer<SandboxEvent> leftOut(Consumer<SandboxEvent> listener) {
        return new DeferralFilter(listener);
    }

    @Override
    public synchronized void accept(SandboxEvent event) {
        switch (event) {
            case SandboxEvent.Shown(ShownMessage message) when isPromise(message) -> promised.add(message.id());
            case SandboxEvent.Edited(ShownMessage message)
            when promised.remove(message.id()) -> listener.accept(new SandboxEvent.Shown(message));
            case SandboxEvent.Deleted(SandboxPlace _, long id) when promised.remove(id) -> {} // another message comes
            default -> listener.accept(event);
        }
    }

    private static boolean isPromise(ShownMessage message) {
        return message.author().isEmpty()
                && BotFixture.text(List.of(message)).strip().equals(PROMISE);
    }
}
