package digestbot.button;

import digestbot.audience.Platform;
import digestbot.digest.DigestView;
import java.util.Optional;

/// The written form of presses of those who run the bot, behind the version: `:d`, a letter, values.
final class StaffButtonCode {

    static final String VERB = "d";

    private StaffButtonCode() {}

    static String encode(StaffPress press) {
        return ":" + VERB
                + switch (press) {
                    case StaffPress.Roles(int page) -> ":r:" + page;
                    case StaffPress.TakeRole(Platform platform, long userId) ->
                        ":t:" + platform.id().charAt(0) + ":" + userId;
                    case StaffPress.Audit(int page) -> ":a:" + page;
                    case StaffPress.Held() -> ":h";
                    case StaffPress.Look(long digest, DigestView view) ->
                        ":l:" + digest + ":" + PressCode.viewCode(view);
                    case StaffPress.Release(long digest) -> ":p:" + digest;
                };
    }

    /// @throws NumberFormatException if a value is no number
    static Optional<StaffPress> decode(String[] parts) {
        return parts.length < 3
                ? Optional.empty()
                : switch (parts[2] + parts.length) {
                    case "r4" -> Optional.of(new StaffPress.Roles(PressCode.small(parts[3])));
                    case "t5" ->
                        switch (parts[3]) {
                            case "t" ->
                                Optional.of(new StaffPress.TakeRole(Platform.TELEGRAM, PressCode.number(parts[4])));
                            case "d" ->
                                Optional.of(new StaffPress.TakeRole(Platform.DISCORD, PressCode.number(parts[4])));
                            default -> Optional.empty();
                        };
                    case "a4" -> Optional.of(new StaffPress.Audit(PressCode.small(parts[3])));
                    case "h3" -> Optional.of(new StaffPress.Held());
                    case "l5" ->
                        PressCode.view(parts[4]).map(view -> new StaffPress.Look(PressCode.number(parts[3]), view));
                    case "p4" -> Optional.of(new StaffPress.Release(PressCode.number(parts[3])));
                    default -> Optional.empty();
                };
    }
}
