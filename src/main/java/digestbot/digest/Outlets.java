package digestbot.digest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// The outlets that a digest cites, identified by name, ignoring case and spaces.
public final class Outlets {

    /// Invisible: apps make no link of an address with one.
    public static final char ZERO_WIDTH_SPACE = '\u200b';

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}" + ZERO_WIDTH_SPACE + "]+");

    private Outlets() {}

    public static List<String> of(Digest digest) {
        Map<String, String> names = new LinkedHashMap<>();
        digest.sources().stream()
                .map(Source::outlet)
                .filter(outlet -> !outlet.isBlank())
                .forEach(outlet -> names.putIfAbsent(key(outlet), outlet.strip()));
        return List.copyOf(names.values());
    }

    public static String key(String outlet) {
        return SPACES.matcher(outlet).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
