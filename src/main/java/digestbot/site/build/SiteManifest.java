package digestbot.site.build;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a build wrote: for each unit, such as a day of a topic, a key of its inputs and its files.
final class SiteManifest {

    private static final String SEPARATOR = "\t";

    private final Map<String, Unit> units = new LinkedHashMap<>();

    /// @param key equal if the inputs are
    /// @param files the paths, relative to the folder
    record Unit(String key, List<String> files) {
        Unit {
            files = List.copyOf(files);
        }
    }

    static SiteManifest parse(List<String> lines) {
        var manifest = new SiteManifest();
        for (String line : lines) {
            List<String> parts = List.of(line.split(SEPARATOR, -1));
            if (parts.size() > 1) {
                manifest.put(parts.get(0), new Unit(parts.get(1), parts.subList(2, parts.size())));
            }
        }
        return manifest;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        units.forEach((name, unit) -> {
            List<String> parts = new ArrayList<>(List.of(name, unit.key()));
            parts.addAll(unit.files());
            lines.add(String.join(SEPARATOR, parts));
        });
        return lines;
    }

    void put(String name, Unit unit) {
        units.put(name, unit);
    }

    /// The unit if it was built from inputs with that key.
    Optional<Unit> find(String name, String key) {
        return Optional.ofNullable(units.get(name)).filter(unit -> unit.key().equals(key));
    }

    /// Adds the units of another manifest whose names begin like this.
    void putAll(SiteManifest other, String prefix) {
        other.units.forEach((name, unit) -> {
            if (name.startsWith(prefix)) {
                units.put(name, unit);
            }
        });
    }

    Set<String> files() {
        Set<String> files = new LinkedHashSet<>();
        units.values().forEach(unit -> files.addAll(unit.files()));
        return files;
    }
}
