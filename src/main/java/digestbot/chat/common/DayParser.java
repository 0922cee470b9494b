package digestbot.chat.common;

import digestbot.content.Content;
import digestbot.i18n.DateParser;
import digestbot.i18n.DateParser.Meaning;
import digestbot.i18n.DatePhrase;
import java.time.LocalDate;

/// The result of parsing a typed day: a day, two possible days, or an error message.
public sealed interface DayParser {

    record Day(LocalDate day) implements DayParser {}

    record Unclear(Content why) implements DayParser {}

    /// One of two days.
    ///
    /// @param asks which, in words
    record Either(LocalDate one, LocalDate other, String asks) implements DayParser {

        /// The question alone.
        public Content question() {
            return Replies.text(asks);
        }
    }

    /// Reads what was typed on the asking chat's calendar.
    static DayParser read(CommandContext asked, String typed) {
        return switch (DateParser.read(typed, asked.today(), asked.language())) {
            case Meaning.Day(LocalDate day) -> new Day(day);
            case Meaning.Either(LocalDate one, LocalDate other) ->
                new Either(
                        one,
                        other,
                        asked.words()
                                .say(
                                        DatePhrase.EITHER_DATE,
                                        Replies.echo(typed),
                                        asked.words().day(one),
                                        asked.words().day(other)));
            case Meaning.Nothing() ->
                new Unclear(
                        Replies.text(asked.words(), asked.words().say(DatePhrase.UNKNOWN_DATE, Replies.echo(typed))));
        };
    }
}
