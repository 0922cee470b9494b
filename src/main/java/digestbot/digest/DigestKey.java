package digestbot.digest;

import java.time.LocalDate;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The key that makes two files the same digest.
///
/// @param topic the topic's id, in lower case
/// @param day the date as written, in its own offset
/// @param language an IETF tag such as `en` or `zh-CN`
/// @param edition the front matter's `edition`; empty if there is none
public record DigestKey(String topic, LocalDate day, String language, String edition) {

    /// The form of the ids of topics and perspectives: characters that are safe in files, commands
    /// and buttons.
    public static final String ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    /// Words that commands and the site use in place of a topic's id.
    private static final Set<String> RESERVED = Set.of("about", "all", "api", "assets", "mcp", "search");

    private static final int MAX_TAG_LENGTH = 35;

    public static boolean isReserved(String topic) {
        return RESERVED.contains(topic.toLowerCase(Locale.ROOT));
    }

    /// The canonical form of a language tag; empty if no digest can have it.
    public static Optional<String> languageTag(String text) {
        try {
            String tag = new Locale.Builder().setLanguageTag(text).build().toLanguageTag();
            return Optional.of(tag)
                    .filter(_ -> !tag.startsWith("und") && !tag.startsWith("x-") && tag.length() <= MAX_TAG_LENGTH);
        } catch (IllformedLocaleException _) {
            return Optional.empty();
        }
    }

    /// The language of a tag without script and region.
    public static String primary(String tag) {
        return Locale.forLanguageTag(tag.replace('_', '-')).getLanguage();
    }
}
