package digestbot.trial;

import digestbot.clientview.ClientRow;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.util.LinkedHashMap;
import java.util.Map;

/// One platform's conversation from the terminal: writes into it, and finds the message to which a
/// press refers.
final class TerminalConversation {

    private final PlatformSandbox platform;
    private final SandboxPerson person;
    private final SandboxPlace place;
    private final Map<Long, ShownMessage> withButtons = new LinkedHashMap<>();

    TerminalConversation(PlatformSandbox platform, SandboxPerson person, SandboxPlace place) {
        this.platform = platform;
        this.person = person;
        this.place = place;
    }

    SandboxPlace place() {
        return place;
    }

    /// Writes the line.
    ///
    /// @throws IllegalArgumentException if the client would not send it; the message is a sentence
    ///     for the person
    void write(String line) {
        platform.write(person, place, line);
    }

    /// Presses a button, or picks a menu's option, of the newest message that has that number.
    ///
    /// @param choice the option, from 1; 0 for a button
    /// @throws IllegalArgumentException if there is none; the message is a sentence for the person
    void press(int number, int choice) {
        ShownMessage message = newestWith(number);
        platform.press(person, message.place(), message.id(), number, Math.max(0, choice - 1));
    }

    private synchronized ShownMessage newestWith(int number) {
        return withButtons.values().stream()
                .filter(message -> has(message, number))
                .reduce((_, newer) -> newer)
                .orElseThrow(() -> new IllegalArgumentException("No message here has a button " + number + "."));
    }

    /// Stores a message that was shown or edited.
    synchronized void seen(ShownMessage message) {
        if (canBePressed(message)) {
            withButtons.put(message.id(), message);
        } else {
            withButtons.remove(message.id());
        }
    }

    /// Tells whether the message has a button or a menu.
    static boolean canBePressed(ShownMessage message) {
        return message.rows().stream()
                .anyMatch(row -> row instanceof ClientRow.ButtonRow || row instanceof ClientRow.SelectMenu);
    }

    private static boolean has(ShownMessage message, int number) {
        return message.rows().stream().anyMatch(row -> switch (row) {
            case ClientRow.ButtonRow buttons -> buttons.buttons().stream().anyMatch(key -> key.number() == number);
            case ClientRow.SelectMenu menu -> menu.number() == number;
            case ClientRow.Line _, ClientRow.Divider() -> false;
        });
    }
}
