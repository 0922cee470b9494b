package digestbot.button;

import digestbot.audience.QuietHours;
import digestbot.button.SettingsPress.NoQuiet;
import digestbot.button.SettingsPress.Quiet;
import digestbot.button.SettingsPress.QuietFrom;
import digestbot.button.SettingsPress.QuietTo;
import digestbot.button.SettingsPress.SetQuiet;
import digestbot.button.SettingsPress.SetQuietMode;
import org.jspecify.annotations.Nullable;

/// The written form of presses about the quiet hours, behind what all settings begin with: `:q`, a letter, minutes.
final class QuietHoursButtonCode {

    private QuietHoursButtonCode() {}

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
                    case "f" -> new QuietFrom(SettingsButtonCode.minute(parts[4]));
                    case "t" -> new QuietTo(SettingsButtonCode.minute(parts[4]));
                    default -> new SetQuiet(SettingsButtonCode.minute(parts[3]), SettingsButtonCode.minute(parts[4]));
                };
        };
    }
}
