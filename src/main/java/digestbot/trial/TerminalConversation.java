package digestbot.trial;

import digestbot.clientview.ClientRow;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.util.LinkedHashMap;
import java.util.Map;

/// One platform's conversation as the person at the terminal has it: writes into it, and knows which message a
/// press means.
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
    /// @throws IllegalArgumentException with a sentence for the person, if the client would not send it
    void write(String line) {
        platform.write(person, place, line);
    }

    /// Presses a button, or picks a menu's option, of the newest message that has that number.
    ///
    /// @param choice the option, from 1; 0 for a button
    /// @throws IllegalArgumentException with a sentence for the person, if there is none
    void press(int number, int choice) {
        ShownMessage bubble = newestWith(number);
        platform.press(person, bubble.place(), bubble.id(), number, Math.max(0, choice - 1));
    }

    private synchronized ShownMessage newestWith(int number) {
        return withButtons.values().stream()
                .filter(bubble -> has(bubble, number))
                .reduce((_, newer) -> newer)
                .orElseThrow(() -> new IllegalArgumentException("No message here has a button " + number + "."));
    }

    /// Remembers a message that was shown or edited.
    synchronized void seen(ShownMessage bubble) {
        if (canBePressed(bubble)) {
            withButtons.put(bubble.id(), bubble);
        } else {
            withButtons.remove(bubble.id());
        }
    }

    /// Tells whether the message has a button or a menu.
    static boolean canBePressed(ShownMessage bubble) {
        return bubble.rows().stream()
                .anyMatch(row -> row instanceof ClientRow.ButtonRow || row instanceof ClientRow.SelectMenu);
    }

    private static boolean has(ShownMessage bubble, int number) {
        return bubble.rows().stream().anyMatch(row -> switch (row) {
            case ClientRow.ButtonRow buttons -> buttons.buttons().stream().anyMatch(key -> key.number() == number);
            case ClientRow.SelectMenu menu -> menu.number() == number;
            case ClientRow.Line _, ClientRow.Divider() -> false;
        });
    }
}
