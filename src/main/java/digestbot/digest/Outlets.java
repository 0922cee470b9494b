package digestbot.digest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The outlets that a digest cites. They are identified by name, ignoring case and spaces.
public final class Outlets {

    /// An invisible space: apps do not turn an address that contains it into a link.
    public static final char ZERO_WIDTH_SPACE = '\u200b';

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}" + ZERO_WIDTH_SPACE + "]+");

    private static final Pattern PART = Pattern.compile("\\s+[>|–—-]\\s+|\\s*\\(");
    private static final Pattern END = Pattern.compile("(.*\\S)(?:\\s*[|(]|\\s+[–—-])\\s*(\\S.{0,39}?)\\)?");
    private static final Pattern HOST = Pattern.compile("[\\w-]+(?:\\.[\\w-]+)+");
    private static final Pattern HOST_PARTS = Pattern.compile(
            "^(?:(?:www|news|edition|english|en|es|de|m|rss)\\.)+|(?:\\.(?:com?|org|net|gov|[a-z]{2}))+$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ARTICLE = Pattern.compile("^the(?=.{3})");
    private static final Map<String, String> PUBLISHERS = publishers();

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

    /// The key of an outlet's publisher, which has feeds, editions and hosts: *NYT > World News*
    /// and *The New York Times* have one publisher.
    public static String publisher(String outlet) {
        String name = PART.split(outlet.strip(), 2)[0];
        String host = HOST.matcher(name).matches() ? HOST_PARTS.matcher(name).replaceAll("") : name;
        String key = ARTICLE.matcher(key(host.isEmpty() ? name : host)).replaceFirst("");
        return PUBLISHERS.getOrDefault(key, key);
    }

    /// A title without the outlet's name at its end, as in *… -Xinhua* and *… | Reuters*.
    public static String bare(String title, String outlet) {
        Matcher end = END.matcher(title);
        if (!end.matches()) {
            return title;
        }
        String publisher = publisher(end.group(2));
        return publisher.equals(publisher(outlet)) || PUBLISHERS.containsValue(publisher) ? end.group(1) : title;
    }

    private static Map<String, String> publishers() {
        Map<String, String> publishers = new HashMap<>();
        String path = "/digest/publishers";
        try (InputStream in = Objects.requireNonNull(Outlets.class.getResourceAsStream(path), path)) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(", ", -1))
                    .forEach(names -> List.of(names).forEach(name -> publishers.put(name, names[0])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(publishers);
    }
}
