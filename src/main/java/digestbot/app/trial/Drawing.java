package digestbot.app.trial;

import digestbot.sandbox.Bubble;
import digestbot.sandbox.Form;
import digestbot.sandbox.Place;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.Someone;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jline.utils.AttributedString;

/// Draws one platform's events on the screen as they happen, and keeps the conversation's buttons pressable.
final class Drawing implements Consumer<SandboxEvent> {

    private final Screen screen;
    private final TypedLine.Side side;
    private final String platform;
    private final Conversation conversation;
    private final CountDownLatch answered = new CountDownLatch(1);

    Drawing(Screen screen, TypedLine.Side side, String platform, Conversation conversation) {
        this.screen = screen;
        this.side = side;
        this.platform = platform;
        this.conversation = conversation;
    }

    /// Opens when the bot has answered: with buttons, unlike when it tells its owner of a file.
    CountDownLatch answered() {
        return answered;
    }

    @Override
    public void accept(SandboxEvent event) {
        switch (event) {
            case SandboxEvent.Shown(Bubble bubble) -> {
                conversation.seen(bubble);
                draw(bubble, "");
                note(bubble);
            }
            case SandboxEvent.Edited(Bubble bubble) -> {
                conversation.seen(bubble);
                draw(bubble, ", edited");
                note(bubble); // on a slow machine Discord shows first that the bot is thinking
            }
            case SandboxEvent.Deleted(Place place, long id) -> say(place, "message " + id + " was deleted");
            case SandboxEvent.Toast(Place place, Someone _, String text) -> say(place, "(" + text + ")");
            case SandboxEvent.FormOpened(Place place, Someone _, Form form) -> say(place, "(" + form.title() + ")");
            case SandboxEvent.Opened(Place place, Someone _, String url) -> say(place, "opens " + url);
            case SandboxEvent.Suggested _ -> {}
        }
    }

    private void note(Bubble bubble) {
        if (bubble.author().isEmpty() && Conversation.canBePressed(bubble)) {
            answered.countDown();
        }
    }

    private void draw(Bubble bubble, String what) {
        String who = bubble.author().map(_ -> " · you").orElse("");
        String only = bubble.onlyFor().isPresent() ? ", only you see it" : "";
        screen.show(
                side,
                platform + name(bubble.place()) + who + what + only,
                width -> RowText.lines(bubble.rows(), width));
    }

    private void say(Place place, String text) {
        screen.show(side, platform + name(place), width -> Wrap.words(new AttributedString(text), width, ""));
    }

    private static String name(Place place) {
        return place.title().isEmpty() ? "" : " " + place.title();
    }
}
