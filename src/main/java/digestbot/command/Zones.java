package digestbot.command;

import digestbot.subscription.Region;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/// The time zones to choose from: those that are named after places.
final class Zones {

    /// Where many people live, so that these are offered first.
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

    private static final Comparator<ZoneId> BY_PLACE = Comparator.comparing(Zones::place);

    private static final List<ZoneId> ALL = all();

    private Zones() {}

    /// All of them, by place; without those that are there under a shorter name too.
    static List<ZoneId> places() {
        return ALL;
    }

    /// Those whose clock is by that much ahead of UTC now, the well-known first.
    ///
    /// @param minutes by how much
    static List<ZoneId> at(Instant now, IntPredicate minutes) {
        return Stream.concat(WELL_KNOWN.stream(), ALL.stream())
                .distinct()
                .filter(zone -> minutes.test(offset(zone, now)))
                .toList();
    }

    /// Where many people live.
    static List<ZoneId> wellKnown() {
        return WELL_KNOWN;
    }

    /// How many minutes the zone's clock is ahead of UTC.
    static int offset(ZoneId zone, Instant now) {
        return zone.getRules().getOffset(now).getTotalSeconds() / 60;
    }

    /// Such as “Berlin”, or “Center, North Dakota”.
    static String place(ZoneId zone) {
        String[] parts = zone.getId().replace('_', ' ').split("/", -1);
        String last = parts[parts.length - 1];
        return parts.length > 2 ? last + ", " + parts[1] : last;
    }

    private static List<ZoneId> all() {
        Set<String> ids = ZoneId.getAvailableZoneIds();
        return ids.stream()
                .filter(id -> !id.matches(".+/.+/.+")
                        || !ids.contains(id.substring(0, id.indexOf('/')) + id.substring(id.lastIndexOf('/'))))
                .map(ZoneId::of)
                .filter(zone -> Stream.of(Region.values()).anyMatch(region -> region.has(zone)))
                .sorted(BY_PLACE.thenComparing(ZoneId::getId))
                .toList();
    }
}
