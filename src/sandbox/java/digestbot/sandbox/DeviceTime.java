package digestbot.sandbox;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// A moment as a client shows it: in the time zone of its device, which is this machine. No language
/// is assumed, so days are written as numbers.
public final class DeviceTime {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd");

    private DeviceTime() {}

    public static String of(Instant at, boolean day, boolean time) {
        var local = at.atZone(ZoneId.systemDefault());
        return day && time
                ? DAY.format(local) + " " + TIME.format(local)
                : day ? DAY.format(local) : TIME.format(local);
    }
}
