package digestbot.chat.settings;

import digestbot.i18n.ClosestMatch;
import java.text.Normalizer;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Finds time zones by the names of places. Case, accents, spaces, hyphens and underscores do not
/// matter.
public final class TimeZoneFinder {

    private static final String OTHER_NAMES = "/zones/names";
    private static final int MAX_NEAR = 8;

    /// Normalised names of places, with the zones that each may mean.
    private static final Map<String, List<ZoneId>> BY_NAME = byName();
    private static final Map<String, ZoneId> BY_ID = byId();

    private TimeZoneFinder() {}

    /// Finds the zones of a name: those with that name, or else those with a word that begins with
    /// it; the best first.
    public static List<ZoneId> named(String typed) {
        String wanted = plain(typed);
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<ZoneId> exactly = BY_NAME.getOrDefault(compact(wanted), List.of());
        if (!exactly.isEmpty()) {
            return exactly;
        }
        return BY_ID.containsKey(compact(wanted)) ? List.of(BY_ID.get(compact(wanted))) : beginning(wanted);
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
            return TimeZones.wellKnown();
        }
        Stream<ZoneId> containing = TimeZones.places().stream()
                .filter(zone -> compact(plain(zone.getId())).contains(wanted));
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
        Stream<ZoneId> words = TimeZones.places().stream().filter(zone -> anyWordBegins(zone, start));
        return Stream.concat(names, words).distinct().toList();
    }

    private static boolean anyWordBegins(ZoneId zone, String start) {
        String name = plain(TimeZones.place(zone));
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
        for (ZoneId zone : TimeZones.places()) {
            add(names, TimeZones.place(zone), List.of(zone));
            add(names, zone.getId().substring(zone.getId().lastIndexOf('/') + 1), List.of(zone));
        }
        TimeZones.renamed().forEach((id, zone) -> add(names, id.substring(id.lastIndexOf('/') + 1), List.of(zone)));
        TimeZones.lines(OTHER_NAMES).forEach(line -> {
            String[] namesAndZones = line.split("=", 2);
            List<ZoneId> zones = Arrays.stream(namesAndZones[1].strip().split(" ", -1))
                    .map(ZoneId::of)
                    .toList();
            Arrays.stream(namesAndZones[0].split(",", -1)).forEach(name -> add(names, name, zones));
        });
        return names;
    }

    private static void add(Map<String, List<ZoneId>> names, String name, Collection<ZoneId> zones) {
        names.merge(compact(plain(name)), List.copyOf(zones), (known, more) -> {
            List<ZoneId> all = new ArrayList<>(known);
            more.stream().filter(zone -> !all.contains(zone)).forEach(all::add);
            return List.copyOf(all);
        });
    }

    private static Map<String, ZoneId> byId() {
        Map<String, ZoneId> ids = new LinkedHashMap<>();
        ZoneId.getAvailableZoneIds().stream()
                .sorted()
                .forEach(id ->
                        ids.putIfAbsent(compact(plain(id)), TimeZones.renamed().getOrDefault(id, ZoneId.of(id))));
        return ids;
    }
}
