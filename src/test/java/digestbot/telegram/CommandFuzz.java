package digestbot.telegram;

import static digestbot.fuzz.FuzzInput.check;

import digestbot.content.action.Action;
import digestbot.fuzz.FuzzInput;
import java.util.Optional;

/// Any message to the bot; in private it always asks for something.
public final class CommandFuzz {

    private CommandFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String text = FuzzInput.text(input);
        Optional<Action> inGroup = UpdateReader.CommandTextParser.parse(text, "digest_bot", false);
        Optional<Action> alone = UpdateReader.CommandTextParser.parse(text, "digest_bot", true);
        check(
                inGroup.isEmpty() || inGroup.equals(alone),
                "the same words ask for something else in a group than in private");
        check(alone.isPresent() || text.contains("@"), "no answer in private");
    }
}
