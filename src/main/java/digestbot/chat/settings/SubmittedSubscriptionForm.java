package digestbot.chat.settings;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.Subscription;
import digestbot.button.EnteredSchedule;
import digestbot.button.EnteredSchedule.Kind;
import digestbot.chat.common.Replies;
import digestbot.i18n.SettingsPhrase;
import digestbot.i18n.Texts;
import digestbot.i18n.TimeParser;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a submitted form about a subscription says.
///
/// @param subscription with everything that can be used
/// @param problem a sentence about the schedule, if it cannot be used
/// @param entered that schedule
record SubmittedSubscriptionForm(
        Subscription subscription, Optional<String> problem, Optional<EnteredSchedule> entered) {

    /// Reads a submitted form. Everything but an unusable schedule is taken over.
    ///
    /// @param perspectives those that it chooses
    static SubmittedSubscriptionForm of(
            Texts texts, Subscription before, PerspectiveChoice perspectives, Map<String, List<String>> values) {
        Length length = Arrays.stream(Length.values())
                .filter(each ->
                        values.getOrDefault(SubscriptionForm.LENGTH, List.of()).contains(each.id()))
                .findFirst()
                .orElse(before.reading().length());
        Subscription read =
                before.withReading(before.reading().withLength(length).withPerspectives(perspectives));
        return schedule(texts, read, entered(values));
    }

    private static EnteredSchedule entered(Map<String, List<String>> values) {
        Set<DayOfWeek> days = Arrays.stream(DayOfWeek.values())
                .filter(day -> values.getOrDefault(SubscriptionForm.DAYS, List.of())
                        .contains(Integer.toString(day.getValue())))
                .collect(Collectors.toSet());
        Kind kind = values.getOrDefault(SubscriptionForm.DELIVERY, List.of()).stream()
                .flatMap(letter -> Kind.of(letter).stream())
                .findFirst()
                .orElse(Kind.IMMEDIATELY);
        String time = values.getOrDefault(SubscriptionForm.TIME, List.of()).stream()
                .findFirst()
                .orElse("");
        return new EnteredSchedule(kind, days, time);
    }

    private static SubmittedSubscriptionForm schedule(Texts texts, Subscription read, EnteredSchedule entered) {
        if (entered.kind() == Kind.IMMEDIATELY) {
            return accepted(read, new DeliverySchedule.Immediately());
        }
        Optional<LocalTime> time = TimeParser.timeOfDay(entered.time());
        if (time.isEmpty()) {
            return refused(
                    read, entered, texts.format(SettingsPhrase.FORM_UNCLEAR_TIME, Replies.quoteInput(entered.time())));
        }
        if (entered.days().isEmpty()) {
            return refused(read, entered, texts.format(SettingsPhrase.LAST_DAY));
        }
        if (entered.kind() == Kind.WEEKLY && entered.days().size() > 1) {
            return refused(read, entered, texts.format(SettingsPhrase.FORM_ONE_DAY));
        }
        return accepted(
                read,
                entered.kind() == Kind.WEEKLY
                        ? new DeliverySchedule.Weekly(
                                time.get(), entered.days().iterator().next())
                        : new DeliverySchedule.At(time.get(), entered.days()));
    }

    private static SubmittedSubscriptionForm accepted(Subscription read, DeliverySchedule schedule) {
        return new SubmittedSubscriptionForm(read.withSchedule(schedule), Optional.empty(), Optional.empty());
    }

    private static SubmittedSubscriptionForm refused(Subscription read, EnteredSchedule entered, String problem) {
        return new SubmittedSubscriptionForm(read, Optional.of(problem), Optional.of(entered));
    }
}
