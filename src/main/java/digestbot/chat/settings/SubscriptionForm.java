package digestbot.chat.settings;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.Subscription;
import digestbot.button.EnteredSchedule;
import digestbot.button.EnteredSchedule.Kind;
import digestbot.button.SettingsPress;
import digestbot.button.ShownPerspectives;
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
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The settings of a subscription as one form.
final class SubscriptionForm {

    static final String PERSPECTIVES = "perspectives";
    static final String LENGTH = "length";
    static final String DELIVERY = "delivery";
    static final String TIME = "time";
    static final String DAYS = "days";

    private static final String EXAMPLE = "07:45";
    private static final int MAX_TITLE = 45;
    private static final int MAX_NOTE = 100;

    private final Library library;
    private final TopicStyles styles;

    SubscriptionForm(Library library, TopicStyles styles) {
        this.library = library;
        this.styles = styles;
    }

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
        Optional<StoredDigest> newest = library.newest(
                        context.transaction(), topic.topic().id(), context.language())
                .filter(stored -> stored.digest().perspectives().size() > 1);
        newest.ifPresent(stored -> fields.add(new FormField.AnyOf(
                PERSPECTIVES,
                texts.format(SettingsPhrase.PERSPECTIVES_BUTTON),
                true,
                perspectives(stored, subscription.reading().perspectives()))));
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
                true,
                Arrays.stream(DayOfWeek.values())
                        .map(day -> new FormChoice(
                                Integer.toString(day.getValue()),
                                texts.weekday(day),
                                schedule.days().contains(day)))
                        .toList()));
        return new Reply.OpenForm(
                TextShortener.shorten(MAX_TITLE, topic.topic().name()),
                new SettingsPress.OpenForm(
                        topic.number(),
                        newest.map(stored -> new ShownPerspectives(stored.number(), stored.revision())),
                        Optional.empty()),
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
        return IntStream.range(0, Math.min(SubmittedPerspectives.MAX, all.size()))
                .mapToObj(i -> new FormChoice(
                        all.get(i).id(),
                        SubscriptionText.name(styles.perspective(newest.digest(), i)),
                        chosen.includesOthers() || chosen.includes(all.get(i).id())))
                .toList();
    }
}
