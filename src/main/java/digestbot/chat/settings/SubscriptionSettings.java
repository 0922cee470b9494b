package digestbot.chat.settings;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.ReadingOptions;
import digestbot.audience.Subscription;
import digestbot.button.SettingsPress;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.SubscriptionText;
import digestbot.content.Content;
import digestbot.content.views.TopicStyles;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.i18n.SettingsPhrase;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;

/// Applies changes to one subscription and shows the screen again.
final class SubscriptionSettings {

    private final SubscriptionService subscriptions;
    private final SubscriptionScreens screens;
    private final DeliveryTimeScreens times;

    SubscriptionSettings(
            Library library, SubscriptionService subscriptions, TopicStyles styles, SubscriptionText words) {
        this.subscriptions = subscriptions;
        this.screens = new SubscriptionScreens(library, styles, words);
        this.times = new DeliveryTimeScreens(words);
    }

    Reply pressed(
            CommandContext asked, LibraryTopic topic, Subscription subscription, SettingsPress.OfSubscription press) {
        return switch (press) {
            case SettingsPress.OfTopic _ -> new Reply.Replace(screens.topic(asked, topic, subscription));
            case SettingsPress.SetLength(long _, Length length) ->
                new Reply.Replace(screens.topic(
                        asked,
                        topic,
                        read(asked, subscription, subscription.reading().withLength(length))));
            case SettingsPress.SetLayout(long _, Layout layout) ->
                new Reply.Replace(screens.topic(
                        asked,
                        topic,
                        read(asked, subscription, subscription.reading().withLayout(layout))));
            case SettingsPress.DeliverTo to ->
                new Reply.Replace(screens.topic(
                        asked,
                        topic,
                        changed(asked, subscription, DeliveryPlaceSettings.moved(asked, subscription, to))));
            case SettingsPress.Perspectives _ -> new Reply.Replace(screens.perspectives(asked, topic, subscription));
            case SettingsPress.AllPerspectives _ ->
                new Reply.Replace(screens.perspectives(
                        asked,
                        topic,
                        read(asked, subscription, subscription.reading().withPerspectives(PerspectiveChoice.ALL))));
            case SettingsPress.Time _ -> new Reply.Replace(times.time(asked, topic, subscription));
            case SettingsPress.SetTime(long _, int minute) -> {
                var time = LocalTime.ofSecondOfDay(minute * 60L);
                yield new Reply.Replace(time(asked, topic, subscription, at(subscription.when(), time)));
            }
            case SettingsPress.AtOnce _ ->
                new Reply.Replace(time(asked, topic, subscription, new DeliverySchedule.AtOnce()));
            case SettingsPress.Days _ -> days(asked, topic, subscription);
            case SettingsPress.Weekly(long _, DayOfWeek day) -> weekly(asked, topic, subscription, day);
            case SettingsPress.SetDays(long _, Set<DayOfWeek> days) -> setDays(asked, topic, subscription, days);
        };
    }

    /// A side of the digest is taken in as the last one, left out, or comes first. Removing a
    /// perspective stores an explicit list of the remaining ones; otherwise perspectives that are
    /// added to the topic later are included.
    Reply perspective(
            CommandContext asked,
            LibraryTopic topic,
            Subscription subscription,
            Digest digest,
            SettingsPress.AboutPerspective press) {
        List<String> ids = digest.perspectives().stream().map(Perspective::id).toList();
        String perspective = ids.get(press.ordinal());
        ReadingOptions reading = subscription.reading();
        PerspectiveChoice before = reading.perspectives();
        return new Reply.Replace(
                switch (press) {
                    case SettingsPress.Perspective(long _, int _, boolean wanted) -> {
                        PerspectiveChoice perspectives =
                                wanted ? before.with(perspective) : before.without(perspective, ids);
                        yield screens.perspectives(
                                asked, topic, read(asked, subscription, reading.withPerspectives(perspectives)));
                    }
                    case SettingsPress.PerspectiveFirst _ -> {
                        PerspectiveChoice perspectives = before.first(perspective, ids);
                        yield screens.topic(
                                asked, topic, read(asked, subscription, reading.withPerspectives(perspectives)));
                    }
                });
    }

    private Subscription read(CommandContext asked, Subscription subscription, ReadingOptions reading) {
        return changed(asked, subscription, subscription.withReading(reading));
    }

    private Content time(CommandContext asked, LibraryTopic topic, Subscription subscription, DeliverySchedule when) {
        return times.time(asked, topic, changed(asked, subscription, subscription.withWhen(when)));
    }

    private Reply days(CommandContext asked, LibraryTopic topic, Subscription subscription) {
        return new Reply.Replace(times.days(asked, topic, subscription));
    }

    /// The same days at another time.
    private static DeliverySchedule at(DeliverySchedule before, LocalTime time) {
        return switch (before) {
            case DeliverySchedule.AtOnce() -> new DeliverySchedule.At(time, SubscriptionText.EVERY_DAY);
            case DeliverySchedule.At(LocalTime _, Set<DayOfWeek> days) -> new DeliverySchedule.At(time, days);
            case DeliverySchedule.Weekly(LocalTime _, DayOfWeek day) -> new DeliverySchedule.Weekly(time, day);
        };
    }

    private Reply weekly(CommandContext asked, LibraryTopic topic, Subscription subscription, DayOfWeek day) {
        LocalTime time = subscription.when().timeOfDay().orElse(DeliveryTimeScreens.EVENING);
        return days(
                asked,
                topic,
                changed(asked, subscription, subscription.withWhen(new DeliverySchedule.Weekly(time, day))));
    }

    /// The button of the last remaining day carries that day itself, so pressing it means removing
    /// it.
    private Reply setDays(CommandContext asked, LibraryTopic topic, Subscription subscription, Set<DayOfWeek> days) {
        DeliverySchedule before = subscription.when();
        if (before.timeOfDay().isEmpty()) {
            return days(asked, topic, subscription);
        }
        var wanted = new DeliverySchedule.At(before.timeOfDay().orElseThrow(), days);
        if (days.size() == 1 && wanted.equals(before)) {
            return asked.toast(SettingsPhrase.LAST_DAY);
        }
        return days(asked, topic, changed(asked, subscription, subscription.withWhen(wanted)));
    }

    private Subscription changed(CommandContext asked, Subscription before, Subscription after) {
        if (!before.equals(after)) {
            subscriptions.change(asked.transaction(), after);
        }
        return after;
    }
}
