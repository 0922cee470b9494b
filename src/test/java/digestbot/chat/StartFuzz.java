package digestbot.chat;

import static digestbot.fuzz.FuzzInput.check;

import digestbot.content.action.Action;
import digestbot.fuzz.FuzzInput;
import java.util.Optional;

/// Any payload of a link to the bot.
public final class StartFuzz {

    private StartFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String typed = FuzzInput.text(input);
        Action.Linkable.fromPayload(typed).ifPresent(press -> {
            String payload = press.payload();
            check(payload.matches("[A-Za-z0-9_-]+"), payload + " fits into no link");
            check(Action.Linkable.fromPayload(payload).equals(Optional.of(press)), payload + " opens something else");
        });
    }
}
