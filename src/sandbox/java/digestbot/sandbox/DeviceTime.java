package digestbot.sandbox;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// A moment as a client shows it: in the time zone of its device, which is this machine. No language
/// is assumed, so days are written as numbers.
public final class DeviceTime {

    private DeviceTime() {}

    public static String of(Instant at, boolean day, boolean time) {
        String pattern = day && time ? "uuuu-MM-dd HH:mm" : day ? "uuuu-MM-dd" : "HH:mm";
        return DateTimeFormatter.ofPattern(pattern).format(at.atZone(ZoneId.systemDefault()));
    }
}
