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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;

/// Draws one platform's events on the screen as they happen, and keeps the conversation's buttons
/// pressable.
final class EventPrinter implements Consumer<SandboxEvent> {

    private final TrialScreen screen;
    private final TypedInput.Pane pane;
    private final String platform;
    private final TerminalConversation conversation;
    private final Predicate<SandboxPlace> shown;
    private final CountDownLatch answered = new CountDownLatch(1);

    /// @param shown the places whose events are drawn
    EventPrinter(
            TrialScreen screen,
            TypedInput.Pane pane,
            String platform,
            TerminalConversation conversation,
            Predicate<SandboxPlace> shown) {
        this.screen = screen;
        this.pane = pane;
        this.platform = platform;
        this.conversation = conversation;
        this.shown = shown;
    }

    /// A latch that opens when the bot has replied. Replies have buttons, unlike notices about
    /// files.
    CountDownLatch answered() {
        return answered;
    }

    @Override
    public void accept(SandboxEvent event) {
        if (!shown.test(event.place())) {
            return;
        }
        switch (event) {
            case SandboxEvent.Shown(ShownMessage message) -> {
                conversation.seen(message);
                draw(message, "");
                note(message);
            }
            case SandboxEvent.Edited(ShownMessage message) -> {
                conversation.seen(message);
                draw(message, ", edited");
                note(message); // on a slow machine Discord first shows that the bot is thinking
            }
            case SandboxEvent.Deleted(SandboxPlace place, long id) -> say(place, "message " + id + " was deleted");
            case SandboxEvent.Toast(SandboxPlace place, SandboxPerson _, String text) -> say(place, "(" + text + ")");
            case SandboxEvent.FormOpened(SandboxPlace place, SandboxPerson _, ClientForm form) ->
                say(place, "(" + form.title() + ")" + fields(form));
            case SandboxEvent.Prefilled(SandboxPlace place, SandboxPerson _, String line) ->
                say(place, "in the input field: " + line);
            case SandboxEvent.Opened(SandboxPlace place, SandboxPerson _, String url) -> say(place, "link: " + url);
            case SandboxEvent.Suggested _ -> {}
        }
    }

    /// The fields of the form, a line each.
    private static String fields(ClientForm form) {
        return form.fields().stream()
                .map(field -> "\n    " + field.label() + ": " + field.text())
                .collect(Collectors.joining());
    }

    private void note(ShownMessage message) {
        if (message.author().isEmpty() && TerminalConversation.canBePressed(message)) {
            answered.countDown();
        }
    }

    private void draw(ShownMessage message, String what) {
        String who = message.author().map(_ -> " · you").orElse("");
        String only = message.onlyFor().isPresent() ? ", only you see it" : "";
        screen.show(
                pane,
                platform + name(message.place()) + who + what + only,
                width -> TerminalText.lines(message.rows(), width));
    }

    private void say(SandboxPlace place, String text) {
        screen.show(pane, platform + name(place), width -> LineWrapper.words(new AttributedString(text), width, ""));
    }

    private static String name(SandboxPlace place) {
        return place.title().isEmpty() ? "" : " " + place.title();
    }
}
