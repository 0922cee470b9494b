package digestbot.sandbox;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// A moment as a client shows it, in this machine's time zone. Days are written as numbers, because
/// no language is assumed.
public final class DeviceTime {

    private DeviceTime() {}

    public static String of(Instant at, boolean day, boolean time) {
        String pattern = day && time ? "uuuu-MM-dd HH:mm" : day ? "uuuu-MM-dd" : "HH:mm";
        return DateTimeFormatter.ofPattern(pattern).format(at.atZone(ZoneId.systemDefault()));
    }
}
