package digestbot.audience;

import java.time.ZoneId;
import java.util.Arrays;

/// A part of the world, in which to look for a time zone.
public enum Region {
    AFRICA(0, "Africa/"),
    AMERICA(1, "America/"),
    ASIA(2, "Asia/"),
    EUROPE(3, "Europe/"),
    OCEANIA(4, "Australia/ Pacific/"),
    ISLANDS(5, "Atlantic/ Indian/ Antarctica/ Arctic/");

    private final int code;
    private final String prefixes;

    Region(int code, String prefixes) {
        this.code = code;
        this.prefixes = prefixes;
    }

    public boolean has(ZoneId zone) {
        return Arrays.stream(prefixes.split(" ", -1)).anyMatch(zone.getId()::startsWith);
    }

    /// The digit that stands for it in buttons.
    public int code() {
        return code;
    }

    public static Region of(int code) {
        return Arrays.stream(values())
                .filter(region -> region.code() == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no region " + code));
    }
}
