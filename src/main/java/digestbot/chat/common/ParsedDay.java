package digestbot.chat.common;

import digestbot.content.Content;
import digestbot.i18n.DateParser;
import digestbot.i18n.DateParser.ParsedDate;
import java.time.LocalDate;

public sealed interface ParsedDay {

    record ExactDay(LocalDate day) implements ParsedDay {}

    record Unclear(Content message) implements ParsedDay {}

    /// Two possible days, with the question which of them is meant.
    record Either(LocalDate one, LocalDate other, String asks) implements ParsedDay {

        public Content question() {
            return Replies.text(asks);
        }
    }

    static ParsedDay read(CommandContext context, String typed) {
        return switch (DateParser.read(typed, context.today(), context.language())) {
            case ParsedDate.Day(LocalDate day) -> new ExactDay(day);
            case ParsedDate.Either(LocalDate one, LocalDate other) ->
                new Either(
                        one,
                        other,
                        context.texts()
                                .format(
                                        "either-date",
                                        Replies.quoteInput(typed),
                                        context.texts().day(one),
                                        context.texts().day(other)));
            case ParsedDate.Nothing() ->
                new Unclear(Replies.text(
                        context.texts(), context.texts().format("unknown-date", Replies.quoteInput(typed))));
        };
    }
}
