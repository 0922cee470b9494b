package digestbot.chat.settings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The time zones that can be chosen: those that are named after places.
public final class TimeZones {

    /// The zones of large cities, which are offered first.
    private static final List<ZoneId> WELL_KNOWN = Stream.of(
                    "Europe/London Europe/Berlin Europe/Paris Europe/Madrid Europe/Rome Europe/Athens Europe/Istanbul",
                    "Europe/Moscow Africa/Cairo Africa/Lagos Africa/Johannesburg Africa/Nairobi Asia/Dubai Asia/Karachi",
                    "Asia/Kolkata Asia/Dhaka Asia/Jakarta Asia/Bangkok Asia/Shanghai Asia/Hong_Kong Asia/Singapore",
                    "Asia/Tokyo Asia/Seoul Australia/Sydney Pacific/Auckland America/New_York America/Toronto",
                    "America/Chicago America/Mexico_City America/Denver America/Los_Angeles America/Bogota",
                    "America/Buenos_Aires America/Sao_Paulo Pacific/Honolulu")
            .flatMap(line -> Stream.of(line.split(" ", -1)))
            .map(ZoneId::of)
            .toList();

    /// Other spellings and former names of places, each with the current id.
    private static final Map<String, String> RENAMED = lines("/zones/renamed")
            .map(line -> line.split(" ", -1))
            .collect(Collectors.toUnmodifiableMap(line -> line[0], line -> line[1]));

    private static final Pattern PLACE =
            Pattern.compile("(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+");

    private static final Comparator<ZoneId> BY_PLACE = Comparator.comparing(TimeZones::place);

    private static final List<ZoneId> ALL = all();

    private TimeZones() {}

    /// All zones, sorted by place, without aliases that have a shorter or newer name.
    public static List<ZoneId> places() {
        return ALL;
    }

    /// The zones whose current offset from UTC in minutes matches, well-known ones first.
    static List<ZoneId> at(Instant now, IntPredicate minutes) {
        return Stream.concat(WELL_KNOWN.stream(), ALL.stream())
                .distinct()
                .filter(zone -> minutes.test(offset(zone, now)))
                .toList();
    }

    static Map<String, ZoneId> renamed() {
        return RENAMED.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> ZoneId.of(entry.getValue())));
    }

    static List<ZoneId> wellKnown() {
        return WELL_KNOWN;
    }

    static List<ZoneId> cities(Instant now) {
        return WELL_KNOWN.stream()
                .sorted(Comparator.comparingInt((ZoneId zone) -> offset(zone, now))
                        .thenComparing(BY_PLACE))
                .toList();
    }

    /// The offset from UTC, in minutes.
    static int offset(ZoneId zone, Instant now) {
        return zone.getRules().getOffset(now).getTotalSeconds() / 60;
    }

    /// The display name of the place, such as “Berlin” or “Center, North Dakota”.
    public static String place(ZoneId zone) {
        String[] parts = zone.getId().replace('_', ' ').split("/", -1);
        String last = parts[parts.length - 1];
        return parts.length > 2 ? last + ", " + parts[1] : last;
    }

    private static List<ZoneId> all() {
        Set<String> ids = ZoneId.getAvailableZoneIds();
        return ids.stream()
                .filter(id -> PLACE.matcher(id).matches() && !RENAMED.containsKey(id))
                .filter(id -> !id.matches(".+/.+/.+")
                        || !ids.contains(id.substring(0, id.indexOf('/')) + id.substring(id.lastIndexOf('/'))))
                .map(ZoneId::of)
                .sorted(BY_PLACE.thenComparing(ZoneId::getId))
                .toList();
    }

    /// The lines of a file of the program, without its remarks.
    static Stream<String> lines(String file) {
        try (InputStream in = TimeZones.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its file " + file);
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .readAllLines().stream().filter(line -> !line.isBlank() && !line.startsWith("#"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
