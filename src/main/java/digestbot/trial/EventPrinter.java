package digestbot.trial;

import digestbot.clientview.LineWrapper;
import digestbot.clientview.TerminalText;
import digestbot.sandbox.ClientForm;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jline.utils.AttributedString;

/// Draws one platform's events on the screen as they happen, and keeps the conversation's buttons pressable.
final class EventPrinter implements Consumer<SandboxEvent> {

    private final TrialScreen screen;
    private final TypedInput.Pane pane;
    private final String platform;
    private final TerminalConversation conversation;
    private final CountDownLatch answered = new CountDownLatch(1);

    EventPrinter(TrialScreen screen, TypedInput.Pane pane, String platform, TerminalConversation conversation) {
        this.screen = screen;
        this.pane = pane;
        this.platform = platform;
        this.conversation = conversation;
    }

    /// Opens when the bot has replied. Replies have buttons, unlike notices about files.
    CountDownLatch answered() {
        return answered;
    }

    @Override
    public void accept(SandboxEvent event) {
        switch (event) {
            case SandboxEvent.Shown(ShownMessage bubble) -> {
                conversation.seen(bubble);
                draw(bubble, "");
                note(bubble);
            }
            case SandboxEvent.Edited(ShownMessage bubble) -> {
                conversation.seen(bubble);
                draw(bubble, ", edited");
                note(bubble); // on a slow machine Discord shows first that the bot is thinking
            }
            case SandboxEvent.Deleted(SandboxPlace place, long id) -> say(place, "message " + id + " was deleted");
            case SandboxEvent.Toast(SandboxPlace place, SandboxPerson _, String text) -> say(place, "(" + text + ")");
            case SandboxEvent.FormOpened(SandboxPlace place, SandboxPerson _, ClientForm form) ->
                say(place, "(" + form.title() + ")");
            case SandboxEvent.Opened(SandboxPlace place, SandboxPerson _, String url) -> say(place, "link: " + url);
            case SandboxEvent.Suggested _ -> {}
        }
    }

    private void note(ShownMessage bubble) {
        if (bubble.author().isEmpty() && TerminalConversation.canBePressed(bubble)) {
            answered.countDown();
        }
    }

    private void draw(ShownMessage bubble, String what) {
        String who = bubble.author().map(_ -> " · you").orElse("");
        String only = bubble.onlyFor().isPresent() ? ", only you see it" : "";
        screen.show(
                pane,
                platform + name(bubble.place()) + who + what + only,
                width -> TerminalText.lines(bubble.rows(), width));
    }

    private void say(SandboxPlace place, String text) {
        screen.show(pane, platform + name(place), width -> LineWrapper.words(new AttributedString(text), width, ""));
    }

    private static String name(SandboxPlace place) {
        return place.title().isEmpty() ? "" : " " + place.title();
    }
}
