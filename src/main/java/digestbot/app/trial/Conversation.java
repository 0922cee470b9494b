package digestbot.app.trial;

import digestbot.sandbox.Bubble;
import digestbot.sandbox.Place;
import digestbot.sandbox.Platform;
import digestbot.sandbox.Row;
import digestbot.sandbox.Someone;
import java.util.LinkedHashMap;
import java.util.Map;

/// One platform's conversation as the person at the terminal has it: writes into it, and knows which message a
/// press means.
final class Conversation {

    private final Platform platform;
    private final Someone person;
    private final Place place;
    private final Map<Long, Bubble> withButtons = new LinkedHashMap<>();

    Conversation(Platform platform, Someone person, Place place) {
        this.platform = platform;
        this.person = person;
        this.place = place;
    }

    Place place() {
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
        Bubble bubble = newestWith(number);
        platform.press(person, bubble.place(), bubble.id(), number, Math.max(0, choice - 1));
    }

    private synchronized Bubble newestWith(int number) {
        return withButtons.values().stream()
                .filter(bubble -> has(bubble, number))
                .reduce((_, newer) -> newer)
                .orElseThrow(() -> new IllegalArgumentException("no message here has a button " + number));
    }

    /// Remembers a message that was shown or edited.
    synchronized void seen(Bubble bubble) {
        if (canBePressed(bubble)) {
            withButtons.put(bubble.id(), bubble);
        } else {
            withButtons.remove(bubble.id());
        }
    }

    /// Whether the message has a button or a menu.
    static boolean canBePressed(Bubble bubble) {
        return bubble.rows().stream().anyMatch(row -> row instanceof Row.Keys || row instanceof Row.Menu);
    }

    private static boolean has(Bubble bubble, int number) {
        return bubble.rows().stream().anyMatch(row -> switch (row) {
            case Row.Keys keys -> keys.keys().stream().anyMatch(key -> key.number() == number);
            case Row.Menu menu -> menu.number() == number;
            case Row.Line _, Row.Rule() -> false;
        });
    }
}
