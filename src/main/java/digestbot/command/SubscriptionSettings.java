package digestbot.command;

import digestbot.delivery.Subscriptions;
import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.edition.Content;
import digestbot.edition.SettingsPress;
import digestbot.edition.Styles;
import digestbot.library.KnownTopic;
import digestbot.library.Library;
import digestbot.subscription.Layout;
import digestbot.subscription.Length;
import digestbot.subscription.Reading;
import digestbot.subscription.SideChoice;
import digestbot.subscription.Subscription;
import digestbot.subscription.When;
import digestbot.text.Phrase;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;

/// Changes what is chosen for one subscription, and shows the screen that it was chosen on.
final class SubscriptionSettings {

    private final Subscriptions subscriptions;
    private final TopicScreens screens;
    private final TimeScreens times;

    SubscriptionSettings(Library library, Subscriptions subscriptions, Styles styles, SubscriptionWords words) {
        this.subscriptions = subscriptions;
        this.screens = new TopicScreens(library, styles, words);
        this.times = new TimeScreens(words);
    }

    Reply pressed(Asked asked, KnownTopic topic, Subscription subscription, SettingsPress.OfSubscription press) {
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
                        asked, topic, changed(asked, subscription, PlaceSettings.moved(asked, subscription, to))));
            case SettingsPress.Sides _ -> new Reply.Replace(screens.sides(asked, topic, subscription));
            case SettingsPress.AllSides _ ->
                new Reply.Replace(screens.sides(
                        asked,
                        topic,
                        read(asked, subscription, subscription.reading().withSides(SideChoice.ALL))));
            case SettingsPress.Time _ -> new Reply.Replace(times.time(asked, topic, subscription));
            case SettingsPress.SetTime(long _, int minute) -> {
                var time = LocalTime.ofSecondOfDay(minute * 60L);
                yield new Reply.Replace(time(asked, topic, subscription, at(subscription.when(), time)));
            }
            case SettingsPress.AtOnce _ -> new Reply.Replace(time(asked, topic, subscription, new When.AtOnce()));
            case SettingsPress.Days _ -> days(asked, topic, subscription);
            case SettingsPress.Weekly(long _, DayOfWeek day) -> weekly(asked, topic, subscription, day);
            case SettingsPress.SetDays(long _, Set<DayOfWeek> days) -> setDays(asked, topic, subscription, days);
        };
    }

    /// A side of the digest is taken in as the last one, left out, or comes first. Leaving one out makes a list of
    /// what is left; otherwise a side that the topic gets later is read too.
    Reply side(Asked asked, KnownTopic topic, Subscription subscription, Digest digest, SettingsPress.AboutSide press) {
        List<String> ids = digest.perspectives().stream().map(Perspective::id).toList();
        String side = ids.get(press.ordinal());
        Reading reading = subscription.reading();
        SideChoice before = reading.sides();
        return new Reply.Replace(
                switch (press) {
                    case SettingsPress.Side(long _, int _, boolean wanted) -> {
                        SideChoice sides = wanted ? before.with(side) : before.without(side, ids);
                        yield screens.sides(asked, topic, read(asked, subscription, reading.withSides(sides)));
                    }
                    case SettingsPress.SideFirst _ -> {
                        SideChoice sides = before.first(side, ids);
                        yield screens.topic(asked, topic, read(asked, subscription, reading.withSides(sides)));
                    }
                });
    }

    private Subscription read(Asked asked, Subscription subscription, Reading reading) {
        return changed(asked, subscription, subscription.withReading(reading));
    }

    private Content time(Asked asked, KnownTopic topic, Subscription subscription, When when) {
        return times.time(asked, topic, changed(asked, subscription, subscription.withWhen(when)));
    }

    private Reply days(Asked asked, KnownTopic topic, Subscription subscription) {
        return new Reply.Replace(times.days(asked, topic, subscription));
    }

    /// The same days at another time.
    private static When at(When before, LocalTime time) {
        return switch (before) {
            case When.AtOnce() -> new When.At(time, SubscriptionWords.EVERY_DAY);
            case When.At(LocalTime _, Set<DayOfWeek> days) -> new When.At(time, days);
            case When.Weekly(LocalTime _, DayOfWeek day) -> new When.Weekly(time, day);
        };
    }

    private Reply weekly(Asked asked, KnownTopic topic, Subscription subscription, DayOfWeek day) {
        LocalTime time = subscription.when().timeOfDay().orElse(TimeScreens.EVENING);
        return days(asked, topic, changed(asked, subscription, subscription.withWhen(new When.Weekly(time, day))));
    }

    /// The last day's button carries that day: who presses it wants to leave it out.
    private Reply setDays(Asked asked, KnownTopic topic, Subscription subscription, Set<DayOfWeek> days) {
        When before = subscription.when();
        if (before.timeOfDay().isEmpty()) {
            return days(asked, topic, subscription);
        }
        var wanted = new When.At(before.timeOfDay().orElseThrow(), days);
        if (days.size() == 1 && wanted.equals(before)) {
            return asked.toast(Phrase.LAST_DAY);
        }
        return days(asked, topic, changed(asked, subscription, subscription.withWhen(wanted)));
    }

    private Subscription changed(Asked asked, Subscription before, Subscription after) {
        if (!before.equals(after)) {
            subscriptions.change(asked.transaction(), after);
        }
        return after;
    }
}
