package digestbot.command;

import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.SettingsPress;
import digestbot.library.KnownTopic;
import digestbot.subscription.Subscription;
import digestbot.subscription.When;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// When a subscription's digests come: the time, and the days that go with it.
final class TimeScreens {

    private static final int MINUTES_A_DAY = 1_440;
    private static final List<Integer> HOURS = List.of(6, 7, 8, 9, 12, 18, 20, 22);
    private static final int BUTTONS_A_ROW = 4;

    /// When a round-up comes whose time nobody chose.
    static final LocalTime EVENING = LocalTime.of(18, 0);

    private final SubscriptionWords said;

    /// @param said what is chosen, in words
    TimeScreens(SubscriptionWords said) {
        this.said = said;
    }

    /// The time, with steps to others where there is one.
    Content time(Asked asked, KnownTopic topic, Subscription subscription) {
        return time(asked, topic, subscription, Phrase.TIME_QUESTION);
    }

    /// What follows from the time: the days; without one, the time is asked for first.
    Content days(Asked asked, KnownTopic topic, Subscription subscription) {
        return switch (subscription.when()) {
            case When.AtOnce() -> time(asked, topic, subscription, Phrase.TIME_FIRST);
            case When.At at -> days(asked, topic, subscription, at);
            case When.Weekly weekly -> week(asked, topic, subscription, weekly);
        };
    }

    private Content time(Asked asked, KnownTopic topic, Subscription subscription, Phrase question) {
        Words words = asked.words();
        When when = subscription.when();
        long number = topic.number();
        List<List<Button>> rows = new ArrayList<>();
        int current = when.timeOfDay().map(time -> time.toSecondOfDay() / 60).orElse(-1);
        if (current >= 0) {
            rows.add(steps(
                    words, step -> new SettingsPress.SetTime(number, Math.floorMod(current + step, MINUTES_A_DAY))));
        }
        rows.addAll(Say.inRows(
                BUTTONS_A_ROW,
                HOURS.stream()
                        .map(hour -> Say.choice(
                                LocalTime.of(hour, 0).toString(),
                                new SettingsPress.SetTime(number, hour * 60),
                                current == hour * 60))
                        .toList()));
        rows.add(List.of(
                Say.choice(
                        Say.capital(words.say(Phrase.AT_ONCE)),
                        new SettingsPress.AtOnce(number),
                        when instanceof When.AtOnce),
                Say.button(words, Phrase.DAYS_BUTTON, new SettingsPress.Days(number))));
        rows.add(List.of(Say.choice(
                Say.capital(words.say(Phrase.ROUND_UP)),
                new SettingsPress.Weekly(number, when instanceof When.Weekly weekly ? weekly.day() : DayOfWeek.SUNDAY),
                when instanceof When.Weekly)));
        rows.add(back(words, new SettingsPress.OfTopic(number)));
        return screen(asked, topic, subscription, question, rows);
    }

    /// Steps back and forth. Each carries what it leads to.
    ///
    /// @param to what so many minutes later is, which may be negative
    static List<Button> steps(Words words, IntFunction<SettingsPress> to) {
        return IntStream.of(-60, -15, 15, 60)
                .mapToObj(step -> {
                    int size = Math.abs(step);
                    String label = (step < 0 ? "−" : "+")
                            + (size == 60 ? words.say(Phrase.HOURS, 1) : words.say(Phrase.MINUTES, size));
                    return Button.ask(label, to.apply(step));
                })
                .toList();
    }

    /// The days. Each button carries the days that it leads to.
    private Content days(Asked asked, KnownTopic topic, Subscription subscription, When.At at) {
        Words words = asked.words();
        long number = topic.number();
        List<List<Button>> rows = new ArrayList<>(Say.inRows(
                BUTTONS_A_ROW,
                Arrays.stream(DayOfWeek.values())
                        .map(day -> Say.toggle(
                                words.weekday(day),
                                new SettingsPress.SetDays(number, turned(at.days(), day)),
                                at.days().contains(day)))
                        .toList()));
        rows.add(List.of(
                all(words, Phrase.WORKDAYS, number, SubscriptionWords.WORKDAYS, at.days()),
                all(words, Phrase.EVERY_DAY, number, SubscriptionWords.EVERY_DAY, at.days())));
        rows.add(List.of(Button.ask(
                Say.capital(words.say(Phrase.ROUND_UP)), new SettingsPress.Weekly(number, DayOfWeek.SUNDAY))));
        rows.add(back(words, new SettingsPress.Time(number)));
        return screen(asked, topic, subscription, Phrase.DAYS_QUESTION, rows);
    }

    /// The day of a round-up, and the way back to a digest each day.
    private Content week(Asked asked, KnownTopic topic, Subscription subscription, When.Weekly weekly) {
        Words words = asked.words();
        long number = topic.number();
        List<List<Button>> rows = new ArrayList<>(Say.inRows(
                BUTTONS_A_ROW,
                Arrays.stream(DayOfWeek.values())
                        .map(day -> Say.choice(
                                words.weekday(day), new SettingsPress.Weekly(number, day), day == weekly.day()))
                        .toList()));
        rows.add(List.of(
                all(words, Phrase.WORKDAYS, number, SubscriptionWords.WORKDAYS, Set.of()),
                all(words, Phrase.EVERY_DAY, number, SubscriptionWords.EVERY_DAY, Set.of())));
        rows.add(List.of(Say.choice(
                Say.capital(words.say(Phrase.ROUND_UP)), new SettingsPress.Weekly(number, weekly.day()), true)));
        rows.add(back(words, new SettingsPress.Time(number)));
        return screen(asked, topic, subscription, Phrase.ROUND_UP_QUESTION, rows);
    }

    private static Button all(Words words, Phrase label, long topic, Set<DayOfWeek> days, Set<DayOfWeek> chosen) {
        return Say.choice(Say.capital(words.say(label)), new SettingsPress.SetDays(topic, days), days.equals(chosen));
    }

    /// With the day if it was missing, without it if it was there; the last one stays.
    private static Set<DayOfWeek> turned(Set<DayOfWeek> days, DayOfWeek day) {
        Set<DayOfWeek> turned = EnumSet.copyOf(days);
        if (!turned.remove(day)) {
            turned.add(day);
        }
        return turned.isEmpty() ? days : turned;
    }

    private Content screen(
            Asked asked, KnownTopic topic, Subscription subscription, Phrase question, List<List<Button>> rows) {
        Words words = asked.words();
        When when = subscription.when();
        return Say.screen(
                topic.topic().name(),
                List.of(
                        Say.capital(SubscriptionWords.when(words, when)) + said.next(asked, subscription) + "\n"
                                + ZoneScreens.now(asked)
                                + QuietScreen.warning(asked, when)
                                        .map(warning -> "\n" + warning)
                                        .orElse(""),
                        words.say(question)),
                rows);
    }

    private static List<Button> back(Words words, SettingsPress to) {
        return List.of(Say.button(words, Phrase.BACK_BUTTON, to));
    }
}
