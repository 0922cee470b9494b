package digestbot.chat.broadcast;

import digestbot.audience.SubscriberStore;
import digestbot.button.BroadcastPress;
import digestbot.button.PreviewFingerprint;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Replies;
import digestbot.chat.settings.TimeZoneScreens;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.i18n.BroadcastPhrase;
import digestbot.i18n.TimeParser;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The choice of a time in the person's time zone: suggested times as buttons, any other as text.
final class BroadcastTimes {

    private static final int MAX_TIMES = 6;

    private final SubscriberStore subscribers = new SubscriberStore();

    /// The person's time zone: the one that they set for their own chat, wherever they are.
    ZoneId zone(CommandContext context) {
        return context.request()
                .privateChat()
                .flatMap(own -> subscribers.find(
                        context.transaction(), own.chat().platform(), own.chat().id()))
                .map(own -> own.preferences().zone())
                .orElseGet(() -> context.preferences().zone());
    }

    /// Parses the typed time; empty if it is not a time.
    Optional<Instant> read(CommandContext context, String typed) {
        ZoneId zone = zone(context);
        return TimeParser.next(typed, LocalDateTime.ofInstant(context.now(), zone), context.language())
                .map(time -> time.atZone(zone).toInstant());
    }

    /// The usual times as buttons.
    ///
    /// @param shown the fingerprint of the preview
    /// @param recipients the description of the recipients, line by line
    Content choices(CommandContext context, long number, Optional<PreviewFingerprint> shown, List<String> recipients) {
        ZoneId zone = zone(context);
        LocalDateTime now = LocalDateTime.ofInstant(context.now(), zone);
        List<Button> buttons = usual(now)
                .map(time -> Button.callback(
                        context.texts().moment(time),
                        new BroadcastPress.SendAt(number, time.atZone(zone).toEpochSecond() / 60, shown)))
                .toList();
        Button back =
                Replies.button(context.texts(), BroadcastPhrase.BACK_BUTTON, new BroadcastPress.ShowBroadcast(number));
        return Replies.screen(
                context.texts().format(BroadcastPhrase.SCHEDULE),
                Stream.concat(
                                recipients.stream(),
                                Stream.of(
                                        TimeZoneScreens.now(context, zone),
                                        context.texts().format(BroadcastPhrase.SCHEDULE_HOW, Long.toString(number))))
                        .toList(),
                Stream.concat(Replies.inPairs(buttons).stream(), Stream.of(List.of(back)))
                        .toList());
    }

    /// Two hours from now (on the hour), this evening, three times tomorrow, and Monday morning.
    private static Stream<LocalDateTime> usual(LocalDateTime now) {
        LocalDate today = now.toLocalDate();
        LocalDate tomorrow = today.plusDays(1);
        return Stream.of(
                        now.truncatedTo(ChronoUnit.HOURS).plusHours(2),
                        today.atTime(18, 0),
                        tomorrow.atTime(8, 0),
                        tomorrow.atTime(12, 0),
                        tomorrow.atTime(18, 0),
                        today.with(TemporalAdjusters.next(DayOfWeek.MONDAY)).atTime(8, 0))
                .filter(now::isBefore)
                .distinct()
                .sorted()
                .limit(MAX_TIMES);
    }
}
