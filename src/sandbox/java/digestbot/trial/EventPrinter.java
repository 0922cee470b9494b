package digestbot.trial;

import digestbot.sandbox.ClientRow;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import digestbot.sandbox.TerminalText;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Prints what one platform's client shows, one message below the other, and tells when the bot has
/// replied.
final class EventPrinter implements Consumer<SandboxEvent> {

    private static final int WIDTH = 92;

    private final Optional<PrintStream> out;
    private final String platform;
    private final CountDownLatch answered = new CountDownLatch(1);

    /// @param out where it is printed; empty if it is not
    EventPrinter(Optional<PrintStream> out, String platform) {
        this.out = out;
        this.platform = platform;
    }

    /// A latch that opens when the bot has replied. Replies have buttons, unlike notices about
    /// files.
    CountDownLatch answered() {
        return answered;
    }

    @Override
    public void accept(SandboxEvent event) {
        switch (event) {
            case SandboxEvent.Shown(ShownMessage message) -> show(message, "");
            // On a slow machine Discord first shows that the bot is thinking.
            case SandboxEvent.Edited(ShownMessage message) -> show(message, ", edited");
            case SandboxEvent.Deleted(SandboxPlace place, long id) -> say(place, "message " + id + " was deleted");
            case SandboxEvent.Toast(SandboxPlace place, SandboxPerson _, String text) -> say(place, "(" + text + ")");
            default -> {} // happens only where somebody presses or types
        }
    }

    private void show(ShownMessage message, String what) {
        String who = message.author().map(_ -> " · you").orElse("");
        String only = message.onlyFor().isPresent() ? ", only you see it" : "";
        print(platform + name(message.place()) + who + what + only, TerminalText.lines(message.rows(), WIDTH));
        if (message.author().isEmpty() && canBePressed(message)) {
            answered.countDown();
        }
    }

    private static boolean canBePressed(ShownMessage message) {
        return message.rows().stream()
                .anyMatch(row -> row instanceof ClientRow.ButtonRow || row instanceof ClientRow.SelectMenu);
    }

    private void say(SandboxPlace place, String text) {
        print(platform + name(place), List.of(text));
    }

    /// Prints all at once, because the other platform prints to the same stream.
    private void print(String heading, List<String> lines) {
        out.ifPresent(stream -> stream.print(lines.stream()
                .map(line -> "    " + line.stripTrailing() + "\n")
                .collect(Collectors.joining("", heading + "\n", "\n"))));
    }

    private static String name(SandboxPlace place) {
        return place.title().isEmpty() ? "" : " " + place.title();
    }
}
