package digestbot.chat.settings;

import digestbot.i18n.ClosestMatch;
import digestbot.i18n.Texts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The time zones that can be chosen, those that are named after places, and how they are found by
/// names. Case, accents, spaces, hyphens and underscores do not matter.
public final class TimeZones {

    /// The cities of a language's region, which its readers are offered first.
    private static final Map<String, List<ZoneId>> BY_LANGUAGE = Map.of(
            "en",
            zones(
                    "Europe/London America/New_York America/Chicago America/Los_Angeles America/Toronto Australia/Sydney"),
            "de",
            zones("Europe/Berlin Europe/Vienna Europe/Zurich"),
            "es",
            zones(
                    "Europe/Madrid America/Mexico_City America/Bogota America/Buenos_Aires America/Lima America/Santiago"),
            "zh",
            zones("Asia/Shanghai Asia/Taipei Asia/Hong_Kong Asia/Singapore"));

    /// The zones of large cities, which are offered first.
    private static final List<ZoneId> WELL_KNOWN = Stream.of(
                    "Europe/London Europe/Berlin Europe/Paris Europe/Madrid Europe/Rome Europe/Athens Europe/Istanbul",
                    "Europe/Moscow Africa/Cairo Africa/Lagos Africa/Johannesburg Africa/Nairobi Asia/Dubai Asia/Karachi",
                    "Asia/Kolkata Asia/Dhaka Asia/Jakarta Asia/Bangkok Asia/Shanghai Asia/Hong_Kong Asia/Singapore",
                    "Asia/Tokyo Asia/Seoul Australia/Sydney Pacific/Auckland America/New_York America/Toronto",
                    "America/Chicago America/Mexico_City America/Denver America/Los_Angeles America/Bogota",
                    "America/Buenos_Aires America/Sao_Paulo Pacific/Honolulu Europe/Vienna Europe/Zurich Asia/Taipei",
                    "America/Lima America/Santiago America/Caracas")
            .flatMap(line -> zones(line).stream())
            .toList();

    /// The names of places by language and zone, where they differ from those in the ids.
    private static final Map<String, Map<ZoneId, String>> LOCAL_NAMES = localNames();

    /// Other spellings and former names of places, each with the current zone.
    private static final Map<String, ZoneId> RENAMED = lines("/zones/renamed")
            .map(line -> line.split(" ", -1))
            .collect(Collectors.toUnmodifiableMap(line -> line[0], line -> ZoneId.of(line[1])));

    private static final Pattern PLACE =
            Pattern.compile("(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+");

    private static final Comparator<ZoneId> BY_PLACE = Comparator.comparing(TimeZones::place);

    private static final List<ZoneId> ALL = all();

    private static final String OTHER_NAMES = "/zones/names";
    private static final int MAX_NEAR = 8;

    /// Normalised names of places and ids of zones, with the zones that each may mean.
    private static final Map<String, List<ZoneId>> BY_NAME = byName();

    private TimeZones() {}

    /// All zones, sorted by place, without aliases that have a shorter or newer name.
    public static List<ZoneId> places() {
        return ALL;
    }

    /// Large cities: the chosen one, cities of the language's region, and the others by how far their
    /// time is from the first one's.
    static List<ZoneId> cities(Instant now, String language, Optional<ZoneId> chosen) {
        List<ZoneId> first = Stream.concat(chosen.stream(), ofRegion(language)).toList();
        int home = offset(first.getFirst(), now);
        Stream<ZoneId> others = WELL_KNOWN.stream()
                .sorted(Comparator.comparingInt((ZoneId zone) -> Math.abs(offset(zone, now) - home))
                        .thenComparing(BY_PLACE));
        return Stream.concat(first.stream(), others).distinct().toList();
    }

    private static Stream<ZoneId> ofRegion(String language) {
        return BY_LANGUAGE.getOrDefault(language, List.of(ZoneId.of("Europe/London"))).stream();
    }

    private static List<ZoneId> zones(String ids) {
        return Stream.of(ids.split(" ", -1)).map(ZoneId::of).toList();
    }

    /// The offset from UTC, in minutes.
    private static int offset(ZoneId zone, Instant now) {
        return zone.getRules().getOffset(now).getTotalSeconds() / 60;
    }

    /// The display name of the place, such as “Berlin” or “Center, North Dakota”.
    public static String place(ZoneId zone) {
        String[] parts = zone.getId().replace('_', ' ').split("/", -1);
        String last = parts[parts.length - 1];
        return parts.length > 2 ? last + ", " + parts[1] : last;
    }

    /// The name of the place in the language, or of a zone without a place.
    public static String place(ZoneId zone, Texts texts) {
        return PLACE.matcher(zone.getId()).matches()
                ? LOCAL_NAMES.getOrDefault(texts.language(), Map.of()).getOrDefault(zone, place(zone))
                : Texts.zone(zone);
    }

    /// Each line has a zone and its names by language, as Unicode's CLDR has them.
    private static Map<String, Map<ZoneId, String>> localNames() {
        Map<String, Map<ZoneId, String>> names = new HashMap<>();
        lines("/zones/cities").forEach(line -> {
            String[] parts = line.split(" *[=;] *", -1);
            for (String named : List.of(parts).subList(1, parts.length)) {
                names.computeIfAbsent(named.substring(0, 2), _ -> new HashMap<>())
                        .put(ZoneId.of(parts[0]), named.substring(3));
            }
        });
        return names;
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
    private static Stream<String> lines(String file) {
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

    /// Finds the zones of a name: those with that name, or else those with a word that begins with
    /// it; the best first.
    public static List<ZoneId> named(String typed) {
        String wanted = plain(typed);
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<ZoneId> exactly = BY_NAME.getOrDefault(compact(wanted), List.of());
        return exactly.isEmpty() ? beginning(wanted) : exactly;
    }

    static List<ZoneId> near(String typed) {
        return ClosestMatch.findAll(compact(plain(typed)), BY_NAME.keySet(), MAX_NEAR).stream()
                .flatMap(name -> BY_NAME.getOrDefault(name, List.of()).stream())
                .distinct()
                .limit(MAX_NEAR)
                .toList();
    }

    public static List<ZoneId> suggested(String typed) {
        String wanted = compact(plain(typed));
        if (wanted.isEmpty()) {
            return WELL_KNOWN;
        }
        Stream<ZoneId> containing =
                ALL.stream().filter(zone -> compact(plain(zone.getId())).contains(wanted));
        List<ZoneId> found = Stream.of(named(typed).stream(), beginning(plain(typed)).stream(), containing)
                .flatMap(zones -> zones)
                .distinct()
                .toList();
        return found.isEmpty() ? near(typed) : found;
    }

    private static List<ZoneId> beginning(String wanted) {
        String start = compact(wanted);
        Stream<ZoneId> names = BY_NAME.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(start))
                .flatMap(entry -> entry.getValue().stream());
        Stream<ZoneId> words = ALL.stream().filter(zone -> anyWordBegins(zone, start));
        return Stream.concat(names, words).distinct().toList();
    }

    private static boolean anyWordBegins(ZoneId zone, String start) {
        String name = plain(place(zone));
        for (int at = name.indexOf(' '); at >= 0; at = name.indexOf(' ', at + 1)) {
            if (compact(name.substring(at)).startsWith(start)) {
                return true;
            }
        }
        return false;
    }

    /// Normalises the text: lower case, no accents, one space between words.
    private static String plain(String text) {
        return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .replace("ß", "ss")
                .replace("ø", "o")
                .replace("ł", "l")
                .replace("ı", "i")
                .replaceAll("[^\\p{L}\\p{N}+]+", " ")
                .strip();
    }

    private static String compact(String plain) {
        return plain.replace(" ", "");
    }

    private static Map<String, List<ZoneId>> byName() {
        Map<String, List<ZoneId>> names = new LinkedHashMap<>();
        for (ZoneId zone : ALL) {
            add(names, place(zone), List.of(zone));
            add(names, zone.getId().substring(zone.getId().lastIndexOf('/') + 1), List.of(zone));
        }
        RENAMED.forEach((id, zone) -> add(names, id.substring(id.lastIndexOf('/') + 1), List.of(zone)));
        LOCAL_NAMES.values().forEach(each -> each.forEach((zone, name) -> add(names, name, List.of(zone))));
        lines(OTHER_NAMES).forEach(line -> {
            String[] namesAndZones = line.split("=", 2);
            List<ZoneId> zones = Arrays.stream(namesAndZones[1].strip().split(" ", -1))
                    .map(ZoneId::of)
                    .toList();
            Arrays.stream(namesAndZones[0].split(",", -1)).forEach(name -> add(names, name, zones));
        });
        ZoneId.getAvailableZoneIds().stream()
                .sorted()
                .forEach(id -> names.putIfAbsent(compact(plain(id)), List.of(RENAMED.getOrDefault(id, ZoneId.of(id)))));
        return names;
    }

    private static void add(Map<String, List<ZoneId>> names, String name, Collection<ZoneId> zones) {
        names.merge(compact(plain(name)), List.copyOf(zones), (known, more) -> {
            List<ZoneId> all = new ArrayList<>(known);
            more.stream().filter(zone -> !all.contains(zone)).forEach(all::add);
            return List.copyOf(all);
        });
    }
}
