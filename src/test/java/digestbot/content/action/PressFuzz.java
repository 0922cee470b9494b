package digestbot.content.action;

import static digestbot.fuzz.FuzzInput.check;

import digestbot.fuzz.FuzzInput;
import java.util.Optional;

/// Any data of a button. A press that can be read is written so that it can be read again.
public final class PressFuzz {

    private PressFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String data = FuzzInput.text(input);
        ActionSpec.decode(data).ifPresent(press -> {
            String code = press.encode();
            check(ActionSpec.decode(code).equals(Optional.of(press)), code + " is read as another press");
            check(code.chars().allMatch(c -> c > ' ' && c < 0x7f), code + " is not ASCII");
            check(code.length() <= data.length(), code + " is longer than what it was read from");
        });
    }
}
