package digestbot.command;

import digestbot.delivery.Subscriptions;
import digestbot.edition.Content;
import digestbot.edition.SettingsPress;
import digestbot.edition.Styles;
import digestbot.library.KnownTopic;
import digestbot.library.Library;
import digestbot.subscription.Length;
import digestbot.subscription.Subscription;
import digestbot.subscription.When;
import digestbot.text.Phrase;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Changes what is chosen for one subscription, and shows the screen that it was chosen on.
final class SubscriptionSettings {

    private final Subscriptions subscriptions;
    private final TopicScreens screens;

    SubscriptionSettings(Library library, Subscriptions subscriptions, Styles styles, SubscriptionWords words) {
        this.subscriptions = subscriptions;
        this.screens = new TopicScreens(library, styles, words);
    }

    Reply pressed(Asked asked, KnownTopic topic, Subscription subscription, SettingsPress.OfSubscription press) {
        return switch (press) {
            case SettingsPress.OfTopic _ -> new Reply.Replace(screens.topic(asked, topic, subscription));
            case SettingsPress.SetLength(long _, Length length) ->
                new Reply.Replace(
                        screens.topic(asked, topic, changed(asked, subscription, subscription.withLength(length))));
            case SettingsPress.Sides _ -> new Reply.Replace(screens.sides(asked, topic, subscription));
            case SettingsPress.AllSides _ ->
                new Reply.Replace(
                        screens.sides(asked, topic, changed(asked, subscription, subscription.withSides(List.of()))));
            case SettingsPress.Time _ -> new Reply.Replace(TimeScreens.time(asked, topic, subscription.when()));
            case SettingsPress.SetTime(long _, int minute) -> {
                var time = LocalTime.ofSecondOfDay(minute * 60L);
                Set<DayOfWeek> days = subscription.when() instanceof When.At(LocalTime _, Set<DayOfWeek> chosen)
                        ? chosen
                        : SubscriptionWords.EVERY_DAY;
                yield new Reply.Replace(time(asked, topic, subscription, new When.At(time, days)));
            }
            case SettingsPress.AtOnce _ -> new Reply.Replace(time(asked, topic, subscription, new When.AtOnce()));
            case SettingsPress.Days _ -> days(asked, topic, subscription);
            case SettingsPress.SetDays(long _, Set<DayOfWeek> days) -> setDays(asked, topic, subscription, days);
        };
    }

    /// The side is taken in as the last one, or left out.
    Reply side(Asked asked, KnownTopic topic, Subscription subscription, String side, boolean wanted) {
        List<String> sides = new ArrayList<>(subscription.sides());
        if (!wanted) {
            sides.removeIf(side::equalsIgnoreCase);
        } else if (sides.stream().noneMatch(side::equalsIgnoreCase)) {
            sides.add(side);
        }
        return new Reply.Replace(
                screens.sides(asked, topic, changed(asked, subscription, subscription.withSides(sides))));
    }

    private Content time(Asked asked, KnownTopic topic, Subscription subscription, When when) {
        return TimeScreens.time(
                asked,
                topic,
                changed(asked, subscription, subscription.withWhen(when)).when());
    }

    private static Reply days(Asked asked, KnownTopic topic, Subscription subscription) {
        return new Reply.Replace(
                switch (subscription.when()) {
                    case When.AtOnce() -> TimeScreens.timeFirst(asked, topic);
                    case When.At at -> TimeScreens.days(asked, topic, at);
                });
    }

    /// The last day's button carries that day: who presses it wants to leave it out.
    private Reply setDays(Asked asked, KnownTopic topic, Subscription subscription, Set<DayOfWeek> days) {
        if (!(subscription.when() instanceof When.At(LocalTime time, Set<DayOfWeek> before))) {
            return days(asked, topic, subscription);
        }
        if (days.size() == 1 && days.equals(before)) {
            return asked.toast(Phrase.LAST_DAY);
        }
        return days(asked, topic, changed(asked, subscription, subscription.withWhen(new When.At(time, days))));
    }

    private Subscription changed(Asked asked, Subscription before, Subscription after) {
        if (!before.equals(after)) {
            subscriptions.change(asked.transaction(), after);
        }
        return after;
    }
}
