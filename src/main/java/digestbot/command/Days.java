package digestbot.command;

import digestbot.edition.Content;
import digestbot.text.Phrase;
import digestbot.text.SpokenDates;
import digestbot.text.SpokenDates.Meaning;
import java.time.LocalDate;

/// A day that somebody typed, or what to say to what they typed.
sealed interface Days {

    record Day(LocalDate day) implements Days {}

    record Unclear(Content why) implements Days {}

    /// One of two days.
    ///
    /// @param asks which, in words
    record Either(LocalDate one, LocalDate other, String asks) implements Days {

        /// The question alone.
        Content question() {
            return Say.text(asks);
        }
    }

    /// Reads what was typed on the asking chat's calendar.
    static Days read(Asked asked, String typed) {
        return switch (SpokenDates.read(typed, asked.today(), asked.language())) {
            case Meaning.Day(LocalDate day) -> new Day(day);
            case Meaning.Either(LocalDate one, LocalDate other) ->
                new Either(
                        one,
                        other,
                        asked.words()
                                .say(
                                        Phrase.EITHER_DATE,
                                        Say.echo(typed),
                                        asked.words().day(one),
                                        asked.words().day(other)));
            case Meaning.Nothing() ->
                new Unclear(Say.text(asked.words(), asked.words().say(Phrase.UNKNOWN_DATE, Say.echo(typed))));
        };
    }
}
