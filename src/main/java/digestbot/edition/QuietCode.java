package digestbot.edition;

import digestbot.edition.SettingsPress.NoQuiet;
import digestbot.edition.SettingsPress.Quiet;
import digestbot.edition.SettingsPress.QuietFrom;
import digestbot.edition.SettingsPress.QuietTo;
import digestbot.edition.SettingsPress.SetQuiet;
import digestbot.edition.SettingsPress.SetQuietMode;
import digestbot.subscription.QuietHours;
import org.jspecify.annotations.Nullable;

/// The written form of presses about the quiet hours, behind what all settings begin with: `:q`, a letter, minutes.
final class QuietCode {

    private QuietCode() {}

    static String encode(SettingsPress.OfQuietHours press) {
        return ":q"
                + switch (press) {
                    case Quiet() -> "";
                    case SetQuiet(int from, int to) -> ":" + from + ":" + to;
                    case QuietFrom(int minute) -> ":f:" + minute;
                    case QuietTo(int minute) -> ":t:" + minute;
                    case SetQuietMode(QuietHours.Mode mode) ->
                        switch (mode) {
                            case HOLD -> ":h";
                            case SILENT -> ":s";
                        };
                    case NoQuiet() -> ":n";
                };
    }

    /// @throws IllegalArgumentException if a value is none
    static SettingsPress.@Nullable OfQuietHours decode(String[] parts) {
        return switch (parts.length) {
            case 3 -> new Quiet();
            case 4 ->
                switch (parts[3]) {
                    case "h" -> new SetQuietMode(QuietHours.Mode.HOLD);
                    case "s" -> new SetQuietMode(QuietHours.Mode.SILENT);
                    case "n" -> new NoQuiet();
                    default -> null;
                };
            default ->
                switch (parts[3]) {
                    case "f" -> new QuietFrom(SettingsCode.minute(parts[4]));
                    case "t" -> new QuietTo(SettingsCode.minute(parts[4]));
                    default -> new SetQuiet(SettingsCode.minute(parts[3]), SettingsCode.minute(parts[4]));
                };
        };
    }
}
