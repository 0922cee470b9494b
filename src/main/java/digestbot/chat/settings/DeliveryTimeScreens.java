package digestbot.chat.settings;

import digestbot.action.AfterZoneChoice;
import digestbot.action.SettingsAction;
import digestbot.audience.DeliverySchedule;
import digestbot.audience.Subscription;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Replies;
import digestbot.chat.common.SubscriptionText;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.i18n.Texts;
import digestbot.library.archive.LibraryTopic;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

record DeliveryTimeScreens(SubscriptionText subscriptionText) {

    private static final int MINUTES_A_DAY = 1_440;

    /// The time from which the first step leads if none is set: eight o'clock.
    private static final int MORNING = 8 * 60;

    private static final List<Integer> HOURS = List.of(6, 7, 8, 9, 12, 15, 18, 20, 22);

    /// The number of times that stay in one row on a phone when one of them is marked.
    static final int TIMES_A_ROW = 3;

    private static final int DAYS_A_ROW = 4;

    /// The default time of a round-up.
    static final LocalTime EVENING = LocalTime.of(18, 0);

    Content time(CommandContext context, LibraryTopic topic, Subscription subscription) {
        return time(context, topic, subscription, "time-question");
    }

    /// The screen of the days; without a time, it asks for the time first.
    Content days(CommandContext context, LibraryTopic topic, Subscription subscription) {
        return switch (subscription.schedule()) {
            case DeliverySchedule.Immediately() -> time(context, topic, subscription, "time-first");
            case DeliverySchedule.At at -> days(context, topic, subscription, at);
            case DeliverySchedule.Weekly weekly -> week(context, topic, subscription, weekly);
        };
    }

    private Content time(CommandContext context, LibraryTopic topic, Subscription subscription, String question) {
        Texts texts = context.texts();
        DeliverySchedule when = subscription.schedule();
        long number = topic.number();
        List<List<Button>> rows = new ArrayList<>();
        int current = when.timeOfDay().map(time -> time.toSecondOfDay() / 60).orElse(-1);
        rows.addAll(Replies.inRows(
                TIMES_A_ROW,
                HOURS.stream()
                        .map(hour -> Replies.choice(
                                LocalTime.of(hour, 0).toString(),
                                new SettingsAction.SetTime(number, hour * 60),
                                current == hour * 60))
                        .toList()));
        // The steps are there even without a time, so that no button moves when a time is tapped.
        int base = current < 0 ? MORNING : current;
        rows.add(steps(texts, step -> new SettingsAction.SetTime(number, Math.floorMod(base + step, MINUTES_A_DAY))));
        rows.add(List.of(
                Replies.choice(
                        Replies.capital(texts.format("immediately")),
                        new SettingsAction.DeliverImmediately(number),
                        when instanceof DeliverySchedule.Immediately),
                Replies.button(texts, "days-button", new SettingsAction.Days(number))));
        rows.add(List.of(Replies.choice(
                Replies.capital(texts.format("round-up")),
                new SettingsAction.DeliverWeekly(
                        number, when instanceof DeliverySchedule.Weekly weekly ? weekly.day() : DayOfWeek.SUNDAY),
                when instanceof DeliverySchedule.Weekly)));
        rows.add(List.of(
                Replies.button(texts, "back-button", new SettingsAction.ShowSubscription(number)),
                Replies.button(
                        texts, "zone-button", TimeZoneScreens.begin(context, new AfterZoneChoice.TopicTime(number)))));
        return screen(context, topic, subscription, question, rows);
    }

    /// Buttons that shift a time back and forth. Each contains the resulting time.
    static List<Button> steps(Texts texts, IntFunction<SettingsAction> to) {
        return IntStream.of(-60, -15, 15, 60)
                .mapToObj(step -> {
                    int size = Math.abs(step);
                    String label = (step < 0 ? "−" : "+")
                            + (size == 60 ? texts.format("hours", 1) : texts.format("minutes", size));
                    return Button.callback(label, to.apply(step));
                })
                .toList();
    }

    private Content days(
            CommandContext context, LibraryTopic topic, Subscription subscription, DeliverySchedule.At at) {
        Texts texts = context.texts();
        long number = topic.number();
        List<List<Button>> rows = new ArrayList<>(Replies.inRows(
                DAYS_A_ROW,
                Arrays.stream(DayOfWeek.values())
                        .map(day -> Replies.toggle(
                                texts.weekday(day),
                                new SettingsAction.SetDays(number, toggled(at.days(), day)),
                                at.days().contains(day)))
                        .toList()));
        rows.add(List.of(
                all(texts, "workdays", number, SubscriptionText.WORKDAYS, at.days()),
                all(texts, "every-day", number, SubscriptionText.EVERY_DAY, at.days())));
        rows.add(List.of(Button.callback(
                Replies.capital(texts.format("round-up")),
                new SettingsAction.DeliverWeekly(number, DayOfWeek.SUNDAY))));
        rows.add(back(texts, new SettingsAction.Time(number)));
        return screen(context, topic, subscription, "days-question", rows);
    }

    private Content week(
            CommandContext context, LibraryTopic topic, Subscription subscription, DeliverySchedule.Weekly weekly) {
        Texts texts = context.texts();
        long number = topic.number();
        List<List<Button>> rows = new ArrayList<>(Replies.inRows(
                DAYS_A_ROW,
                Arrays.stream(DayOfWeek.values())
                        .map(day -> Replies.choice(
                                texts.weekday(day), new SettingsAction.DeliverWeekly(number, day), day == weekly.day()))
                        .toList()));
        rows.add(List.of(
                all(texts, "workdays", number, SubscriptionText.WORKDAYS, Set.of()),
                all(texts, "every-day", number, SubscriptionText.EVERY_DAY, Set.of())));
        rows.add(List.of(Replies.choice(
                Replies.capital(texts.format("round-up")),
                new SettingsAction.DeliverWeekly(number, weekly.day()),
                true)));
        rows.add(back(texts, new SettingsAction.Time(number)));
        return screen(context, topic, subscription, "round-up-question", rows);
    }

    private static Button all(Texts texts, String label, long topic, Set<DayOfWeek> days, Set<DayOfWeek> chosen) {
        return Replies.choice(
                Replies.capital(texts.format(label)), new SettingsAction.SetDays(topic, days), days.equals(chosen));
    }

    /// Toggles the day; the last remaining day cannot be removed.
    private static Set<DayOfWeek> toggled(Set<DayOfWeek> days, DayOfWeek day) {
        Set<DayOfWeek> toggled = EnumSet.copyOf(days);
        if (!toggled.remove(day)) {
            toggled.add(day);
        }
        return toggled.isEmpty() ? days : toggled;
    }

    private Content screen(
            CommandContext context,
            LibraryTopic topic,
            Subscription subscription,
            String question,
            List<List<Button>> rows) {
        Texts texts = context.texts();
        DeliverySchedule when = subscription.schedule();
        return Replies.screen(
                topic.topic().name(),
                List.of(
                        Replies.capital(SubscriptionText.when(texts, when))
                                + subscriptionText.next(context, subscription) + "\n"
                                + TimeZoneScreens.now(context)
                                + QuietHoursScreen.warning(context, when)
                                        .map(warning -> "\n" + warning)
                                        .orElse(""),
                        texts.format(question)),
                rows);
    }

    private static List<Button> back(Texts texts, SettingsAction to) {
        return List.of(Replies.button(texts, "back-button", to));
    }
}
