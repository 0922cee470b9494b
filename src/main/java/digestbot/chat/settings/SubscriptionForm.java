package digestbot.chat.settings;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.Subscription;
import digestbot.button.EnteredSchedule;
import digestbot.button.EnteredSchedule.Kind;
import digestbot.button.SettingsPress;
import digestbot.chat.api.FormField;
import digestbot.chat.api.FormField.FormChoice;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Replies;
import digestbot.chat.common.SubscriptionText;
import digestbot.content.Content;
import digestbot.content.TextShortener;
import digestbot.content.views.TopicStyles;
import digestbot.digest.Perspective;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.SettingsPhrase;
import digestbot.i18n.Texts;
import digestbot.i18n.TimeParser;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The settings of a subscription as one form.
final class SubscriptionForm {

    private static final String PERSPECTIVES = "perspectives";
    private static final String LENGTH = "length";
    private static final String DELIVERY = "delivery";
    private static final String TIME = "time";
    private static final String DAYS = "days";

    private static final String EXAMPLE = "07:45";
    private static final int MAX_TITLE = 45;
    private static final int MAX_NOTE = 100;
    private static final int MAX_PERSPECTIVES = 25;

    private final Library library;
    private final TopicStyles styles;

    SubscriptionForm(Library library, TopicStyles styles) {
        this.library = library;
        this.styles = styles;
    }

    /// What a submitted form says.
    ///
    /// @param subscription with everything that can be used
    /// @param problem a sentence about the schedule, if it cannot be used
    /// @param entered that schedule
    record Submission(Subscription subscription, Optional<String> problem, Optional<EnteredSchedule> entered) {}

    /// Opens the form.
    ///
    /// @param entered the schedule to show, if it is not that of the subscription
    /// @param fallback the answer where there are no forms
    Reply open(
            CommandContext context,
            LibraryTopic topic,
            Subscription subscription,
            Optional<EnteredSchedule> entered,
            Content fallback) {
        Texts texts = context.texts();
        EnteredSchedule schedule = entered.orElseGet(() -> entered(subscription.schedule()));
        List<FormField> fields = new ArrayList<>();
        newest(context, topic)
                .filter(newest -> newest.digest().perspectives().size() > 1)
                .ifPresent(newest -> fields.add(new FormField.AnyOf(
                        PERSPECTIVES,
                        texts.format(SettingsPhrase.PERSPECTIVES_BUTTON),
                        perspectives(newest, subscription.reading().perspectives()))));
        fields.add(new FormField.OneOf(
                LENGTH,
                texts.format(SettingsPhrase.FORM_LENGTH),
                Arrays.stream(Length.values())
                        .map(length -> new FormChoice(
                                length.id(),
                                Replies.capital(SubscriptionText.length(texts, length)),
                                length == subscription.reading().length()))
                        .toList()));
        fields.add(new FormField.OneOf(
                DELIVERY,
                texts.format(SettingsPhrase.FORM_DELIVERY),
                Stream.of(Kind.values())
                        .map(kind -> new FormChoice(kind.letter(), label(texts, kind), kind == schedule.kind()))
                        .toList()));
        fields.add(new FormField.ShortText(
                TIME,
                texts.format(SettingsPhrase.TIME_BUTTON),
                TextShortener.shorten(MAX_NOTE, TimeZoneScreens.now(context)),
                schedule.time(),
                EXAMPLE,
                EnteredSchedule.MAX_TIME));
        fields.add(new FormField.AnyOf(
                DAYS,
                texts.format(SettingsPhrase.DAYS_BUTTON),
                Arrays.stream(DayOfWeek.values())
                        .map(day -> new FormChoice(
                                Integer.toString(day.getValue()),
                                texts.weekday(day),
                                schedule.days().contains(day)))
                        .toList()));
        return new Reply.OpenForm(
                TextShortener.shorten(MAX_TITLE, topic.topic().name()),
                new SettingsPress.OpenForm(topic.number(), Optional.empty()),
                fields,
                fallback);
    }

    private static String label(Texts texts, Kind kind) {
        return Replies.capital(texts.format(
                switch (kind) {
                    case IMMEDIATELY -> SettingsPhrase.IMMEDIATELY;
                    case AT -> SettingsPhrase.FORM_AT;
                    case WEEKLY -> DigestPhrase.ROUND_UP;
                }));
    }

    private static EnteredSchedule entered(DeliverySchedule schedule) {
        return switch (schedule) {
            case DeliverySchedule.Immediately() ->
                new EnteredSchedule(Kind.IMMEDIATELY, SubscriptionText.EVERY_DAY, "");
            case DeliverySchedule.At(LocalTime time, Set<DayOfWeek> days) ->
                new EnteredSchedule(Kind.AT, days, time.toString());
            case DeliverySchedule.Weekly(LocalTime time, DayOfWeek day) ->
                new EnteredSchedule(Kind.WEEKLY, Set.of(day), time.toString());
        };
    }

    private List<FormChoice> perspectives(StoredDigest newest, PerspectiveChoice chosen) {
        List<Perspective> all = newest.digest().perspectives();
        return IntStream.range(0, Math.min(MAX_PERSPECTIVES, all.size()))
                .mapToObj(i -> new FormChoice(
                        all.get(i).id(),
                        SubscriptionText.name(styles.perspective(newest.digest(), i)),
                        chosen.includesOthers() || chosen.includes(all.get(i).id())))
                .toList();
    }

    /// Reads a submitted form. Everything but an unusable schedule is taken over.
    Submission read(CommandContext context, LibraryTopic topic, Subscription before, Map<String, List<String>> values) {
        Length length = Arrays.stream(Length.values())
                .filter(each -> values.getOrDefault(LENGTH, List.of()).contains(each.id()))
                .findFirst()
                .orElse(before.reading().length());
        PerspectiveChoice perspectives = newest(context, topic)
                .map(newest -> perspectives(
                        newest, before.reading().perspectives(), values.getOrDefault(PERSPECTIVES, List.of())))
                .orElse(before.reading().perspectives());
        Subscription read =
                before.withReading(before.reading().withLength(length).withPerspectives(perspectives));
        return schedule(context.texts(), read, entered(values));
    }

    /// The chosen order is kept; perspectives that are added come last, and so do all others if none of
    /// those that the form shows is left out.
    private static PerspectiveChoice perspectives(StoredDigest newest, PerspectiveChoice before, List<String> checked) {
        List<String> all =
                newest.digest().perspectives().stream().map(Perspective::id).toList();
        List<String> shown = all.subList(0, Math.min(MAX_PERSPECTIVES, all.size()));
        Set<String> wanted =
                checked.stream().map(id -> id.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        List<String> chosen = shown.stream()
                .filter(id -> wanted.contains(id.toLowerCase(Locale.ROOT)))
                .toList();
        if (chosen.isEmpty()) {
            return before;
        }
        if (chosen.size() == shown.size()) {
            return before.includesOthers() ? before : new PerspectiveChoice(before.ids(), true);
        }
        if (before.isAll()) {
            return PerspectiveChoice.only(chosen);
        }
        PerspectiveChoice choice = before;
        for (String id : chosen) {
            choice = choice.includesOthers() ? choice : choice.with(id);
        }
        for (String id : shown) {
            choice = chosen.contains(id) ? choice : choice.without(id, all);
        }
        return choice;
    }

    private static EnteredSchedule entered(Map<String, List<String>> values) {
        Set<DayOfWeek> days = Arrays.stream(DayOfWeek.values())
                .filter(day -> values.getOrDefault(DAYS, List.of()).contains(Integer.toString(day.getValue())))
                .collect(Collectors.toSet());
        Kind kind = values.getOrDefault(DELIVERY, List.of()).stream()
                .flatMap(letter -> Kind.of(letter).stream())
                .findFirst()
                .orElse(Kind.IMMEDIATELY);
        String time = values.getOrDefault(TIME, List.of()).stream().findFirst().orElse("");
        return new EnteredSchedule(kind, days, time);
    }

    private static Submission schedule(Texts texts, Subscription read, EnteredSchedule entered) {
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

    private static Submission accepted(Subscription read, DeliverySchedule schedule) {
        return new Submission(read.withSchedule(schedule), Optional.empty(), Optional.empty());
    }

    private static Submission refused(Subscription read, EnteredSchedule entered, String problem) {
        return new Submission(read, Optional.of(problem), Optional.of(entered));
    }

    private Optional<StoredDigest> newest(CommandContext context, LibraryTopic topic) {
        return library.newest(context.transaction(), topic.topic().id(), context.language());
    }
}
