package digestbot.chat;

import digestbot.content.Content;
import digestbot.i18n.DateParser;
import digestbot.i18n.DateParser.ParsedDate;
import digestbot.i18n.Texts;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

/// The days that a typed date may mean.
///
/// @param candidates one day, or two if the date is ambiguous, or none if it is no date
/// @param question the question or remark unless there is one day
public record ParsedDay(List<LocalDate> candidates, String question) {

    public static ParsedDay read(CommandContext context, String typed) {
        Texts texts = context.texts();
        String echo = Replies.quoteInput(typed);
        return switch (DateParser.read(typed, context.today(), context.language())) {
            case ParsedDate.Day(LocalDate day) -> new ParsedDay(List.of(day), "");
            case ParsedDate.Either(LocalDate one, LocalDate other) ->
                new ParsedDay(List.of(one, other), texts.format("either-date", echo, texts.day(one), texts.day(other)));
            case ParsedDate.Nothing() -> new ParsedDay(List.of(), texts.format("unknown-date", echo));
        };
    }

    /// The reply for the day that is meant, or else a remark about the date.
    public Reply then(CommandContext context, Function<LocalDate, Reply> reply) {
        return candidates.size() == 1
                ? reply.apply(candidates.getFirst())
                : new Reply.EphemeralMessage(remark(context));
    }

    /// The question or remark, with a way to the help if it is no date.
    public Content remark(CommandContext context) {
        return candidates.isEmpty() ? Replies.text(context.texts(), question) : Replies.text(question);
    }
}
