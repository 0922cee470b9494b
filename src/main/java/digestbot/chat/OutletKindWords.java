package digestbot.chat;

import digestbot.digest.OutletKind;
import digestbot.i18n.ClosestMatch;
import digestbot.i18n.Texts;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The words that people type for kinds of outlets, in any of the bot's languages.
public final class OutletKindWords {

    private static final Pattern SEPARATOR = Pattern.compile("[,、]");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Map<String, OutletKind> KINDS = kinds();

    private OutletKindWords() {}

    private static Map<String, OutletKind> kinds() {
        Map<String, OutletKind> kinds = new HashMap<>();
        for (OutletKind kind : OutletKind.values()) {
            kinds.put(kind.id(), kind);
            Texts.languages()
                    .forEach(language ->
                            in(Texts.of(language), kind).forEach(word -> kinds.putIfAbsent(folded(word), kind)));
        }
        return Map.copyOf(kinds);
    }

    /// The words for the kind in a language; the first one is the usual one.
    public static List<String> in(Texts texts, OutletKind kind) {
        String key = switch (kind) {
            case PUBLIC -> "outlet-public-words";
            case STATE -> "outlet-state-words";
            case PRIVATE -> "outlet-private-words";
        };
        return Arrays.stream(SEPARATOR.split(texts.format(key), -1))
                .map(String::strip)
                .toList();
    }

    public static String label(Texts texts, OutletKind kind) {
        return Replies.capital(in(texts, kind).getFirst());
    }

    /// The kind that was typed, ignoring case and accents; empty if there is none of that name.
    public static Optional<OutletKind> find(String typed) {
        return Optional.ofNullable(KINDS.get(folded(typed)));
    }

    /// Tells whether the text looks like a mistyped kind.
    public static boolean isClose(String typed) {
        return !ClosestMatch.findAll(folded(typed), KINDS.keySet(), 1).isEmpty();
    }

    private static String folded(String word) {
        String plain = Normalizer.normalize(word.strip(), Normalizer.Form.NFKD);
        return MARKS.matcher(plain).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
