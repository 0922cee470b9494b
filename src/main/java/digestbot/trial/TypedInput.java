package digestbot.trial;

import java.util.List;
import java.util.Locale;

/// A line that a person typed at `try`.
sealed interface TypedInput {

    /// A platform's conversation, by the word that names it.
    enum Pane {
        TELEGRAM,
        DISCORD
    }

    /// Writes this text in the conversation.
    record TextInput(Pane pane, String text) implements TypedInput {}

    /// Presses a button of the newest message with buttons, or picks an option of a menu.
    ///
    /// @param number the number in front of the button, from 1
    /// @param choice the menu's option, from 1; 0 for a button
    record ButtonInput(Pane pane, int number, int choice) implements TypedInput {}

    /// Quits.
    record QuitInput() implements TypedInput {}

    /// Prints the possible inputs.
    record HelpInput() implements TypedInput {}

    /// Nothing was typed.
    record EmptyInput() implements TypedInput {}

    /// Reads a line such as `telegram /help`, `discord press 2` or `telegram press 5 3`.
    static TypedInput parse(String line) {
        String typed = line.strip();
        if (typed.isEmpty()) {
            return new EmptyInput();
        }
        String[] words = typed.split("\\s+", 2);
        return switch (words[0].toLowerCase(Locale.ROOT)) {
            case "quit", "exit", "q" -> new QuitInput();
            case "telegram", "t" -> said(Pane.TELEGRAM, words);
            case "discord", "d" -> said(Pane.DISCORD, words);
            default -> new HelpInput();
        };
    }

    private static TypedInput said(Pane pane, String[] words) {
        if (words.length < 2) {
            return new HelpInput();
        }
        List<String> rest = List.of(words[1].split("\\s+"));
        if (!rest.getFirst().equalsIgnoreCase("press")) {
            return new TextInput(pane, words[1]);
        }
        try {
            int number = Integer.parseInt(rest.get(1));
            return new ButtonInput(pane, number, rest.size() > 2 ? Integer.parseInt(rest.get(2)) : 0);
        } catch (NumberFormatException | IndexOutOfBoundsException _) {
            return new HelpInput();
        }
    }
}
