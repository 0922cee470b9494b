package digestbot.chat.settings;

import digestbot.action.AfterZoneChoice;
import digestbot.action.SettingsAction;
import digestbot.audience.DeliverySchedule;
import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.ReadingOptions;
import digestbot.audience.Subscription;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.SubscriptionText;
import digestbot.content.Content;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.library.archive.LibraryTopic;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;

record SubscriptionSettings(
        SubscriptionService subscriptions,
        SubscriptionScreens screens,
        DeliveryTimeScreens times,
        ZoneQuestions questions) {

    Reply pressed(
            CommandContext context,
            LibraryTopic topic,
            Subscription subscription,
            SettingsAction.SubscriptionPress press) {
        if (choosesTime(press) && !context.preferences().hasZone()) {
            return new Reply.EditPressed(questions.ask(context, new AfterZoneChoice.TopicTime(topic.number())));
        }
        return switch (press) {
            case SettingsAction.ShowSubscription _ ->
                new Reply.EditPressed(screens.topic(context, topic, subscription));
            case SettingsAction.SetLength(long _, Length length) ->
                new Reply.EditPressed(screens.topic(
                        context,
                        topic,
                        withReading(
                                context, subscription, subscription.reading().withLength(length))));
            case SettingsAction.SetLayout(long _, Layout layout) ->
                new Reply.EditPressed(screens.topic(
                        context,
                        topic,
                        withReading(
                                context, subscription, subscription.reading().withLayout(layout))));
            case SettingsAction.DeliverTo to ->
                new Reply.EditPressed(screens.topic(
                        context,
                        topic,
                        save(context, subscription, DeliveryPlaceSettings.moved(context, subscription, to))));
            case SettingsAction.Perspectives _ ->
                new Reply.EditPressed(screens.perspectives(context, topic, subscription));
            case SettingsAction.AllPerspectives _ ->
                new Reply.EditPressed(screens.perspectives(
                        context,
                        topic,
                        withReading(
                                context,
                                subscription,
                                subscription.reading().withPerspectives(PerspectiveChoice.ALL))));
            case SettingsAction.Time _ -> new Reply.EditPressed(times.time(context, topic, subscription));
            case SettingsAction.SetTime(long _, int minute) -> {
                var time = LocalTime.ofSecondOfDay(minute * 60L);
                yield new Reply.EditPressed(time(context, topic, subscription, at(subscription.schedule(), time)));
            }
            case SettingsAction.DeliverImmediately _ ->
                new Reply.EditPressed(time(context, topic, subscription, new DeliverySchedule.Immediately()));
            case SettingsAction.Days _ -> days(context, topic, subscription);
            case SettingsAction.DeliverWeekly(long _, DayOfWeek day) -> weekly(context, topic, subscription, day);
            case SettingsAction.SetDays(long _, Set<DayOfWeek> days) -> setDays(context, topic, subscription, days);
        };
    }

    /// Tells whether the press is about a local time, for which the time zone must be known.
    private static boolean choosesTime(SettingsAction.SubscriptionPress press) {
        return switch (press) {
            case SettingsAction.Time _,
                    SettingsAction.SetTime _,
                    SettingsAction.Days _,
                    SettingsAction.SetDays _,
                    SettingsAction.DeliverWeekly _ -> true;
            case SettingsAction.ShowSubscription _,
                    SettingsAction.SetLength _,
                    SettingsAction.SetLayout _,
                    SettingsAction.DeliverTo _,
                    SettingsAction.Perspectives _,
                    SettingsAction.AllPerspectives _,
                    SettingsAction.DeliverImmediately _ -> false;
        };
    }

    Content time(CommandContext context, LibraryTopic topic, Subscription subscription) {
        return times.time(context, topic, subscription);
    }

    /// A perspective of the digest is taken in as the last one, left out, or comes first. Removing
    /// a perspective stores an explicit list of the remaining ones; otherwise perspectives that are
    /// added to the topic later are included. The last one stays: no perspective would mean all.
    Reply perspective(
            CommandContext context,
            LibraryTopic topic,
            Subscription subscription,
            Digest digest,
            SettingsAction.PerspectivePress press) {
        List<String> ids = digest.perspectives().stream().map(Perspective::id).toList();
        String perspective = ids.get(press.ordinal());
        ReadingOptions reading = subscription.reading();
        PerspectiveChoice before = reading.perspectives();
        return switch (press) {
            case SettingsAction.SetPerspective(long _, int _, boolean wanted) -> {
                PerspectiveChoice perspectives = wanted ? before.with(perspective) : before.without(perspective, ids);
                yield perspectives.isAll() && !before.isAll()
                        ? context.toast("last-perspective")
                        : new Reply.EditPressed(screens.perspectives(
                                context,
                                topic,
                                withReading(context, subscription, reading.withPerspectives(perspectives))));
            }
            case SettingsAction.PerspectiveFirst _ -> {
                PerspectiveChoice perspectives = before.first(perspective, ids);
                yield new Reply.EditPressed(screens.topic(
                        context, topic, withReading(context, subscription, reading.withPerspectives(perspectives))));
            }
        };
    }

    private Subscription withReading(CommandContext context, Subscription subscription, ReadingOptions reading) {
        return save(context, subscription, subscription.withReading(reading));
    }

    private Content time(CommandContext context, LibraryTopic topic, Subscription subscription, DeliverySchedule when) {
        return times.time(context, topic, save(context, subscription, subscription.withSchedule(when)));
    }

    private Reply days(CommandContext context, LibraryTopic topic, Subscription subscription) {
        return new Reply.EditPressed(times.days(context, topic, subscription));
    }

    /// The same days at another time.
    private static DeliverySchedule at(DeliverySchedule before, LocalTime time) {
        return switch (before) {
            case DeliverySchedule.Immediately() -> new DeliverySchedule.At(time, SubscriptionText.EVERY_DAY);
            case DeliverySchedule.At(LocalTime _, Set<DayOfWeek> days) -> new DeliverySchedule.At(time, days);
            case DeliverySchedule.Weekly(LocalTime _, DayOfWeek day) -> new DeliverySchedule.Weekly(time, day);
        };
    }

    private Reply weekly(CommandContext context, LibraryTopic topic, Subscription subscription, DayOfWeek day) {
        LocalTime time = subscription.schedule().timeOfDay().orElse(DeliveryTimeScreens.EVENING);
        return days(
                context,
                topic,
                save(context, subscription, subscription.withSchedule(new DeliverySchedule.Weekly(time, day))));
    }

    /// The button of the last remaining day contains that day itself, so pressing it means removing
    /// it.
    private Reply setDays(CommandContext context, LibraryTopic topic, Subscription subscription, Set<DayOfWeek> days) {
        DeliverySchedule before = subscription.schedule();
        if (before.timeOfDay().isEmpty()) {
            return days(context, topic, subscription);
        }
        var wanted = new DeliverySchedule.At(before.timeOfDay().orElseThrow(), days);
        if (days.size() == 1 && wanted.equals(before)) {
            return context.toast("last-day");
        }
        return days(context, topic, save(context, subscription, subscription.withSchedule(wanted)));
    }

    private Subscription save(CommandContext context, Subscription before, Subscription after) {
        if (!before.equals(after)) {
            subscriptions.change(context.transaction(), after);
        }
        return after;
    }
}
