package digestbot.config;

import digestbot.content.views.OutletLabel;
import digestbot.digest.OutletKind;
import digestbot.digest.Outlets;
import digestbot.markdown.TextCleaner;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the labels of outlets.
final class OutletsSection {

    private static final int MAX_NOTE_LENGTH = 80;
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private OutletsSection() {}

    /// The label of each outlet, by its key.
    static Map<String, OutletLabel> read(YamlSection outlets) {
        Map<String, OutletLabel> labels = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        outlets.sections().forEach((name, section) -> {
            String before = names.putIfAbsent(Outlets.key(name), name);
            if (before != null) {
                outlets.refuse(name, "duplicate of the outlet “" + before + "”; keep one of the two");
            }
            labels.put(Outlets.key(name), label(section));
            section.reportUnknownKeys();
        });
        return labels;
    }

    private static OutletLabel label(YamlSection section) {
        Optional<String> perspective = section.convert(
                "perspective",
                "",
                "the id of a perspective, such as us",
                text -> Optional.of(text).filter(id -> id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")));
        Optional<String> country = section.convert(
                "country",
                "",
                "the two letters of a country, such as CN",
                text -> Optional.of(text.toUpperCase(Locale.ROOT)).filter(COUNTRIES::contains));
        Optional<OutletKind> kind = section.convert("kind", "", "public, state or private", OutletKind::of);
        Optional<String> note = section.convert(
                "note",
                "",
                "at most " + MAX_NOTE_LENGTH + " characters",
                text -> Optional.of(TextCleaner.line(text)).filter(line -> line.length() <= MAX_NOTE_LENGTH));
        return new OutletLabel(perspective, country.orElse(""), kind, note.orElse(""));
    }
}
