package digestbot.chat.settings;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.Subscriber;
import digestbot.audience.SubscriberStore;
import digestbot.audience.Subscription;
import digestbot.chat.CommandContext;
import digestbot.chat.UsualPublicationTimes;
import digestbot.delivery.status.DeliveryStatusStore;
import digestbot.delivery.status.DeliveryStatusStore.DeliveryStatus;
import digestbot.delivery.status.MissedDigestStore;
import digestbot.delivery.status.MissedDigestStore.MissedDigest;
import digestbot.i18n.Texts;
import digestbot.library.archive.ExpectedDigest;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import digestbot.library.archive.TopicLanguages;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Describes which digest a subscription delivers next and why, and which one it missed last and
/// why.
record SubscriptionStatus(Library library, UsualPublicationTimes usualTimes) {

    private static final DeliveryStatusStore STATUSES = new DeliveryStatusStore();
    private static final MissedDigestStore MISSED = new MissedDigestStore();
    private static final SubscriberStore SUBSCRIBERS = new SubscriberStore();

    /// One or two sentences; empty if nothing is known.
    Optional<String> line(CommandContext context, Subscription subscription) {
        return Optional.of(
                        Stream.concat(next(context, subscription).stream(), lastMissed(context, subscription).stream())
                                .collect(Collectors.joining("\n")))
                .filter(line -> !line.isEmpty());
    }

    private Optional<String> next(CommandContext context, Subscription subscription) {
        if (context.isStopped()) {
            return Optional.of(context.texts().format("stopped"));
        }
        if (subscription.schedule() instanceof DeliverySchedule.Weekly) {
            return Optional.empty(); // the round-up has its day and time
        }
        Optional<StoredDigest> newest = library.newest(
                context.transaction(),
                subscription.topic(),
                context.preferences().language());
        return newest.flatMap(stored -> pending(context, subscription, stored))
                .or(() -> newest.filter(stored -> !stored.digest().key().day().isBefore(context.today()))
                        .map(stored -> otherLanguage(context, stored))
                        .orElseGet(() -> usual(context, subscription.topic())));
    }

    private Optional<String> pending(CommandContext context, Subscription subscription, StoredDigest stored) {
        Texts texts = context.texts();
        String day = day(context, stored.digest().key().day());
        return switch (STATUSES.of(context.transaction(), subscription.number(), stored.number())) {
            case DeliveryStatus.Scheduled(Optional<Instant> due) ->
                due.filter(time -> time.isAfter(context.now()))
                        .map(time -> texts.format(
                                endsQuietHours(context, time) ? "next-after-quiet-hours" : "next-scheduled",
                                day,
                                context.due(time)))
                        .or(() -> Optional.of(texts.format("next-on-its-way", day)));
            case DeliveryStatus.Paused() -> Optional.of(texts.format("next-waits", day));
            case DeliveryStatus.Ended(), DeliveryStatus.Failed _ -> Optional.empty();
        };
    }

    private static boolean endsQuietHours(CommandContext context, Instant due) {
        return context.preferences()
                .quiet()
                .filter(quiet ->
                        LocalTime.ofInstant(due, context.preferences().zone()).equals(quiet.to()))
                .isPresent();
    }

    /// The note that today's digest is not published yet in the chat's language.
    private Optional<String> otherLanguage(CommandContext context, StoredDigest stored) {
        Texts texts = context.texts();
        var key = stored.digest().key();
        TopicLanguages languages = library.languages(context.transaction(), key.topic(), key.day());
        return languages
                .languageFor(context.preferences().language())
                .filter(comes -> !languages.serves(key.language(), comes))
                .map(comes -> texts.format(
                        "next-in-other-language", texts.languageName(key.language()), texts.languageName(comes)));
    }

    private Optional<String> usual(CommandContext context, String topic) {
        return usualTimes.next(context, topic).map(expected -> usual(context, expected));
    }

    private String usual(CommandContext context, ExpectedDigest expected) {
        return context.texts()
                .format(
                        usualTimes.isLate(context, expected) ? "next-late" : "next-usually-around",
                        context.due(usualTimes.about(expected)));
    }

    private Optional<String> lastMissed(CommandContext context, Subscription subscription) {
        return context.subscriber().map(Subscriber::number).stream()
                .flatMap(number -> MISSED.of(context.transaction(), number, context.now()).stream())
                .filter(each -> each.topicId().equals(subscription.topic()))
                .flatMap(each -> why(context, subscription, each).stream()
                        .map(why -> context.texts().format(why, day(context, each.day()))))
                .findFirst();
    }

    /// The reason; empty if the digest still waits.
    private Optional<String> why(CommandContext context, Subscription subscription, MissedDigest each) {
        return switch (STATUSES.of(context.transaction(), subscription.number(), each.digest())) {
            case DeliveryStatus.Failed(boolean unreachable) ->
                Optional.of(unreachable ? "missed-unreachable" : "missed-refused");
            case DeliveryStatus.Ended() -> {
                // No delivery is planned for a chat that cannot be reached, or whose language another version serves.
                TopicLanguages languages = library.languages(context.transaction(), each.topicId(), each.day());
                if (languages.all().size() > 1) {
                    yield Optional.of("missed-in-other-language");
                }
                yield Optional.of(
                        SUBSCRIBERS.wasUnreachable(context.transaction(), subscription.subscriber())
                                ? "missed-unreachable"
                                : "missed-while-paused");
            }
            case DeliveryStatus.Paused(), DeliveryStatus.Scheduled _ -> Optional.empty();
        };
    }

    private static String day(CommandContext context, LocalDate day) {
        return context.texts().shortDay(day, context.today().getYear());
    }
}
