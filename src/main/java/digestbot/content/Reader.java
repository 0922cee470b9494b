package digestbot.content;

import digestbot.audience.ReadingOptions;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// The properties of a reader that a rendered digest depends on; readers with equal properties
/// share the rendering.
///
/// @param language the language of the bot's own texts, an IETF tag
/// @param reading the perspectives, their length and their layout
/// @param today the reader's local date; a digest of another day says so in its heading
/// @param zone the time zone for the time of a correction
/// @param words the words that the reader follows or mutes and that occur in the digest
public record Reader(String language, ReadingOptions reading, LocalDate today, ZoneId zone, ReaderWords words) {

    public Reader(String language, ReadingOptions reading, LocalDate today, ZoneId zone) {
        this(language, reading, today, zone, ReaderWords.NONE);
    }

    public static Reader on(LocalDate day, String language) {
        return new Reader(language, ReadingOptions.DEFAULT, day, ZoneOffset.UTC);
    }

    public Reader withReading(ReadingOptions other) {
        return new Reader(language, other, today, zone, words);
    }

    public Reader withZone(ZoneId other) {
        return new Reader(language, reading, today, other, words);
    }

    public Reader withWords(ReaderWords others) {
        return new Reader(language, reading, today, zone, others);
    }
}
