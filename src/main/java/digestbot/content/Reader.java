package digestbot.content;

import digestbot.audience.ReadingOptions;
import digestbot.digest.Outlets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;

/// The properties of a reader that a rendered digest depends on; readers with equal properties
/// share the rendering.
///
/// @param language the language of the bot's own texts, an IETF tag
/// @param reading the perspectives, their length and their layout
/// @param today the reader's local date; a digest of another day says so in its heading
/// @param zone the time zone for the time of a correction
/// @param hidden the keys of outlets that are left out of the sources
/// @param words the words that the reader follows and mutes, as far as the digest has them
public record Reader(
        String language, ReadingOptions reading, LocalDate today, ZoneId zone, Set<String> hidden, ReaderWords words) {
    public Reader {
        hidden = Set.copyOf(hidden);
    }

    public Reader(String language, ReadingOptions reading, LocalDate today, ZoneId zone, Set<String> hidden) {
        this(language, reading, today, zone, hidden, ReaderWords.NONE);
    }

    public static Reader on(LocalDate day, String language) {
        return new Reader(language, ReadingOptions.DEFAULT, day, ZoneOffset.UTC, Set.of());
    }

    public Reader withReading(ReadingOptions other) {
        return new Reader(language, other, today, zone, hidden, words);
    }

    public Reader withWords(ReaderWords others) {
        return new Reader(language, reading, today, zone, hidden, others);
    }

    public boolean hides(String outlet) {
        return hidden.contains(Outlets.key(outlet));
    }
}
