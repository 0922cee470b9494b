package digestbot.app;

import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.ShownMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Passes on what a platform shows, but for promises: while the machine is slow, Discord says first that the bot is
/// thinking, and the answer comes as a change of that. Here it comes as the message that it would have been.
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
            case SandboxEvent.Shown(ShownMessage bubble) when isPromise(bubble) -> promised.add(bubble.id());
            case SandboxEvent.Edited(ShownMessage bubble)
            when promised.remove(bubble.id()) -> listener.accept(new SandboxEvent.Shown(bubble));
            default -> listener.accept(event);
        }
    }

    private static boolean isPromise(ShownMessage bubble) {
        return bubble.author().isEmpty()
                && BotFixture.text(List.of(bubble)).strip().equals(PROMISE);
    }
}
