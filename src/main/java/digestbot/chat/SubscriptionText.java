package digestbot.chat;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.DueTime;
import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.Preferences;
import digestbot.audience.ReadingOptions;
import digestbot.audience.Subscription;
import digestbot.audience.SubscriptionStore.SubscriptionWithTopic;
import digestbot.content.TextShortener;
import digestbot.content.views.StyleRegistry;
import digestbot.content.views.StyleRegistry.PerspectiveStyle;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.digest.Digest;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

public record SubscriptionText(Library library, StyleRegistry styles, SubscriptionService subscriptions) {

    public static final Set<DayOfWeek> WORKDAYS = Set.copyOf(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
    public static final Set<DayOfWeek> EVERY_DAY = Set.copyOf(EnumSet.allOf(DayOfWeek.class));

    private static final String DOT = " · ";

    /// The maximum number of perspectives that are named; more are only counted.
    private static final int MAX_NAMED = 4;

    private static final int NAME = 24;

    private static final int MAX_LOOKED_UP = 20;

    /// The earliest time after a digest at which the next one of the topic is expected.
    private static final Duration UNTIL_ANOTHER = Duration.ofHours(21);

    /// A description such as “🇨🇳 China, then 🇺🇸 US, short · every day 08:00 · next: Fri 6 Feb
    /// 08:00”.
    ///
    /// For immediate delivery, the next time is shown only if a digest is already waiting, for
    /// example until the quiet hours end.
    public String describe(CommandContext context, Subscription subscription) {
        Texts texts = context.texts();
        ReadingOptions reading = subscription.reading();
        List<String> parts = new ArrayList<>(List.of(perspectives(context, subscription)));
        if (reading.length() != Length.FULL) {
            parts.add(length(texts, reading.length()));
        }
        if (reading.layout() != Layout.STACKED) {
            parts.add(layout(texts, reading.layout()));
        }
        return texts.list(parts) + DOT + when(texts, subscription.schedule()) + next(context, List.of(subscription));
    }

    private String perspectives(CommandContext context, Subscription subscription) {
        PerspectiveChoice chosen = subscription.reading().perspectives();
        List<String> ids = chosen.ids();
        Texts texts = context.texts();
        if (chosen.isAll()) {
            return texts.format("all-perspectives");
        }
        if (!chosen.includesOthers() && ids.size() > MAX_NAMED) {
            return texts.format("some-perspectives", ids.size());
        }
        Optional<Digest> newest = library.newest(context.transaction(), subscription.topic(), context.language())
                .map(StoredDigest::digest);
        if (chosen.includesOthers()) {
            return texts.format("first-then-others", name(newest, ids.getFirst()));
        }
        return ids.stream()
                .map(id -> name(newest, id))
                .reduce((sofar, perspective) -> texts.format("perspective-then", sofar, perspective))
                .orElseThrow();
    }

    /// The name of a perspective, or its id if the newest digest does not have the perspective.
    private String name(Optional<Digest> newest, String id) {
        return newest.flatMap(digest -> IntStream.range(0, digest.perspectives().size())
                        .filter(i -> digest.perspectives().get(i).id().equalsIgnoreCase(id))
                        .mapToObj(i -> name(styles.perspective(digest, i)))
                        .findFirst())
                .orElseGet(() -> TextShortener.shorten(NAME, id));
    }

    public static String name(PerspectiveStyle perspective) {
        return (perspective.emoji() + " " + TextShortener.shorten(NAME, perspective.shortName())).strip();
    }

    public static String length(Texts texts, Length length) {
        return texts.format(
                switch (length) {
                    case HEADLINES -> "length-headlines";
                    case SHORT -> "length-short";
                    case FULL -> "length-full";
                });
    }

    public static String lengthQuestion(CommandContext context) {
        return context.isPrivate() ? "length-question" : "length-question-chat";
    }

    public static String layout(Texts texts, Layout layout) {
        return texts.format(
                switch (layout) {
                    case STACKED -> "layout-stacked";
                    case SIDE_BY_SIDE -> "layout-side-by-side";
                });
    }

    public static String when(Texts texts, DeliverySchedule when) {
        return switch (when) {
            case DeliverySchedule.Immediately() -> texts.format("immediately");
            case DeliverySchedule.At at -> days(texts, at.days()) + " " + at.time();
            case DeliverySchedule.Weekly weekly ->
                texts.format("labelled", texts.format("round-up"), texts.weekday(weekly.day()) + " " + weekly.time());
        };
    }

    public static String days(Texts texts, Set<DayOfWeek> days) {
        if (days.equals(EVERY_DAY)) {
            return texts.format("every-day");
        }
        if (days.equals(WORKDAYS)) {
            return texts.format("workdays");
        }
        return texts.list(days.stream().sorted().map(day -> texts.weekday(day)).toList());
    }

    /// The schedule of the chat, for which of its topics it is, and the time of the next delivery.
    public String ofAll(CommandContext context, List<SubscriptionWithTopic> all) {
        Texts texts = context.texts();
        List<Subscription> like = all.stream()
                .map(SubscriptionWithTopic::subscription)
                .filter(subscription -> !subscription.hasOwnSchedule())
                .toList();
        String when = ReplyFactory.capital(when(texts, context.preferences().schedule()));
        String ofTopics;
        if (like.size() < all.size()) {
            ofTopics = texts.format("for-some-topics", when, like.size(), all.size());
        } else {
            ofTopics = switch (all.size()) {
                case 0, 1 -> when;
                case 2 -> texts.format("for-both-topics", when);
                default -> texts.format("for-all-topics", when);
            };
        }
        return ofTopics + next(context, like);
    }

    /// The time of the next delivery, as a suffix: the queued delivery's time, or else the next
    /// time at which a digest may be delivered. Empty while nothing is delivered, and for immediate
    /// delivery if nothing waits. Only some are looked up, because a chat may have subscribed to
    /// thousands.
    public String next(CommandContext context, List<Subscription> any) {
        return any.stream()
                .limit(MAX_LOOKED_UP)
                .flatMap(subscription -> next(context, subscription).stream())
                .min(Comparator.naturalOrder())
                .filter(_ -> !context.isStopped())
                .map(context::due)
                .map(moment -> DOT + context.texts().format("next-delivery", moment))
                .orElse("");
    }

    private Optional<Instant> next(CommandContext context, Subscription subscription) {
        Preferences chosen = context.preferences();
        return subscriptions
                .next(context.transaction(), subscription)
                .or(() -> DueTime.next(
                        subscription.schedule(),
                        chosen.zone(),
                        chosen.quiet(),
                        context.now(),
                        deliversNothing(context, subscription.topic())));
    }

    /// Tells at which delivery times nothing is delivered, because the digest of that day is
    /// already published and no delivery is pending. A late digest says nothing about the next one.
    private Predicate<Instant> deliversNothing(CommandContext context, String topic) {
        ZoneId zone = context.preferences().zone();
        Optional<StoredDigest> newest = library.newest(
                context.transaction(), topic, context.preferences().language());
        return time -> newest.filter(stored -> stored.publishedAt()
                        .filter(out -> isFor(stored.digest().key().day(), out, time, zone))
                        .isPresent())
                .isPresent();
    }

    private static boolean isFor(LocalDate day, Instant out, Instant time, ZoneId zone) {
        boolean late = LocalDate.ofInstant(out, ZoneOffset.UTC).isAfter(day);
        LocalDate timesDay = LocalDate.ofInstant(time, zone);
        boolean reached = !timesDay.isAfter(day) || !timesDay.isAfter(LocalDate.ofInstant(out, zone));
        return !late && reached && time.isBefore(out.plus(UNTIL_ANOTHER));
    }
}
