package digestbot.chat.settings;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.Platform.Feature;
import digestbot.audience.QuietHours;
import digestbot.audience.ReadingOptions;
import digestbot.audience.SubscriberStore;
import digestbot.audience.SubscriberStore.ChatFlag;
import digestbot.audience.SubscriberStore.MentionedRole;
import digestbot.chat.ReplyFactory;
import digestbot.chat.SubscriptionText;
import digestbot.chat.settings.Setting.Codec;
import digestbot.content.action.SettingsAction.Choose;
import digestbot.content.action.SettingsAction.Screen;
import digestbot.i18n.Texts;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// All settings that are chosen by buttons. A new one is an entry here and in [#ALL], and its keys
/// on a screen of [ChatScreens] or [TopicScreens].
final class Settings {

    /// The value of a time, of quiet hours or of days that are not wanted.
    static final String NONE = "none";

    private static final DateTimeFormatter TIME_OF_DAY = DateTimeFormatter.ofPattern("HHmm");
    private static final LocalTime EVENING = LocalTime.of(18, 0);

    private static final SubscriberStore CHANNELS = new SubscriberStore();

    /// Combines topics that are due at the same time, or delivers them separately.
    static final Setting<Boolean> BUNDLES = toggle(
            "bundles",
            "bundles-button",
            scope -> scope.topics().size() > 1,
            scope -> scope.preferences().bundles(),
            (scope, on) -> scope.with(scope.preferences().withBundles(on)));

    static final Setting<Boolean> BROADCASTS = toggle(
            "announcements",
            "announcements-button",
            scope -> !scope.topics().isEmpty(),
            scope -> scope.preferences().announcements(),
            (scope, on) -> scope.with(scope.preferences().withAnnouncements(on)));

    /// Urgent digests do not wait for the schedule.
    static final Setting<Boolean> URGENT = toggle(
            "urgent",
            "urgent-button",
            ChatFlag.URGENT,
            scope -> scope.topics().stream()
                    .anyMatch(each -> each.subscription().schedule().timeOfDay().isPresent()));

    /// The newest digest is pinned, and the one before no longer.
    static final Setting<Boolean> PINS = toggle(
            "pins", "pins-button", ChatFlag.PINS, scope -> scope.features().pins());

    /// A role is mentioned with each new digest, until that is turned off.
    static final Setting<Boolean> MENTION = new Setting<>(
            "mention",
            Screen.MORE,
            Codec.FLAG,
            (scope, _) -> scope.texts()
                    .format(
                            "mention-button",
                            mentioned(scope).map(MentionedRole::name).orElse("")),
            scope -> mentioned(scope).map(_ -> true),
            (scope, _) -> mention(scope, Optional.empty()));

    /// The tag of a language that the bot has texts in.
    static final Setting<String> LANGUAGE = new Setting<>(
            "language",
            Screen.OVERVIEW,
            new Codec<>(tag -> valid(tag, Texts.languages().contains(tag)), tag -> tag),
            (_, tag) -> Texts.of(tag).format("language-name"),
            scope -> Optional.of(language(scope).language()),
            Scope::withLanguage);

    static final Setting<Optional<QuietHours>> QUIET = new Setting<>(
            "quiet",
            Screen.QUIET,
            new Codec<>(
                    Settings::quietHours,
                    quiet -> quiet.map(hours -> TIME_OF_DAY.format(hours.from()) + "-" + TIME_OF_DAY.format(hours.to()))
                            .orElse(NONE)),
            (scope, quiet) -> quiet.map(hours -> hours.from() + "–" + hours.to())
                    .orElseGet(() -> scope.texts().format("quiet-none-button")),
            scope -> Optional.of(scope.preferences().quiet()),
            Scope::with);

    static final Setting<LocalTime> QUIET_FROM = quietEdge(
            "quietfrom", Screen.QUIET_FROM, QuietHours::from, (hours, from) -> QuietHours.between(from, hours.to()));

    static final Setting<LocalTime> QUIET_UNTIL = quietEdge(
            "quietuntil",
            Screen.QUIET_UNTIL,
            QuietHours::to,
            (hours, until) -> QuietHours.between(hours.from(), until));

    static final Setting<Length> LENGTH = reading(
            Length.class,
            "length",
            Screen.LENGTH,
            SubscriptionText::length,
            ReadingOptions::length,
            ReadingOptions::withLength);

    private static final Setting<Length> FIRST_LENGTH = reading(
            Length.class,
            Choose.FIRST_LENGTH,
            Screen.LENGTH,
            SubscriptionText::length,
            ReadingOptions::length,
            ReadingOptions::withLength);

    static final Setting<Layout> LAYOUT = reading(
            Layout.class,
            "layout",
            Screen.LENGTH,
            SubscriptionText::layout,
            ReadingOptions::layout,
            ReadingOptions::withLayout);

    /// Delivers to the thread that contains the button, or else to the chat outside its threads.
    static final Setting<Boolean> HERE = new Setting<>(
            "here",
            Screen.TOPIC,
            Codec.FLAG,
            (scope, here) -> scope.texts()
                    .format(
                            here
                                    ? "deliver-here-button"
                                    : scope.features().places().deliverToChatLabel()),
            _ -> Optional.empty(),
            (scope, here) -> scope.with(scope.subscription().withThread(here ? scope.here() : 0)));

    /// All perspectives, the first one rotating by day.
    static final Setting<Boolean> ALL_PERSPECTIVES = new Setting<>(
            "perspectives",
            Screen.FIRST,
            Codec.FLAG,
            (scope, _) -> scope.texts().format("rotating-button"),
            scope -> Optional.of(scope.reading().perspectives().isAll()),
            (scope, all) -> scope.with(scope.reading().withPerspectives(PerspectiveChoice.ALL)));

    /// The schedule of the chat in place of the topic's own one.
    static final Setting<Boolean> LIKE_ALL = new Setting<>(
            "like",
            Screen.SCHEDULE,
            Codec.FLAG,
            (scope, _) -> scope.texts().format("like-all-button"),
            scope -> scope.chosen().map(known -> !known.subscription().hasOwnSchedule()),
            (scope, _) -> scope.chosen()
                    .map(known -> scope.with(known.subscription().withScheduleOf(scope.preferences())))
                    .orElse(scope));

    /// The time of day on the chosen days, or none: each digest as soon as it is published.
    static final Setting<Optional<LocalTime>> TIME = new Setting<>(
            "time",
            Screen.TIME,
            new Codec<>(
                    text -> text.equals(NONE) ? Optional.empty() : Optional.of(LocalTime.parse(text, TIME_OF_DAY)),
                    time -> time.map(TIME_OF_DAY::format).orElse(NONE)),
            (scope, time) -> time.map(LocalTime::toString)
                    .orElseGet(() -> ReplyFactory.capital(scope.texts().format("immediately"))),
            scope -> Optional.of(scope.schedule().timeOfDay()),
            (scope, time) ->
                    scope.with(time.map(at -> at(scope.schedule(), at)).orElseGet(DeliverySchedule.Immediately::new)));

    /// The days, of which there is at least one; digests that come at once have no days.
    static final Setting<Set<DayOfWeek>> DAYS = new Setting<>(
            "days",
            Screen.DAYS,
            new Codec<>(Settings::days, Settings::digits),
            (scope, days) -> ReplyFactory.capital(SubscriptionText.days(scope.texts(), days)),
            scope -> scope.schedule() instanceof DeliverySchedule.At at ? Optional.of(at.days()) : Optional.empty(),
            (scope, days) -> scope.schedule()
                    .timeOfDay()
                    .filter(_ -> !days.isEmpty())
                    .map(time -> scope.with(new DeliverySchedule.At(time, days)))
                    .orElse(scope));

    /// The day of a weekly round-up.
    static final Setting<DayOfWeek> ROUND_UP = new Setting<>(
            "roundup",
            Screen.DAYS,
            Codec.of(DayOfWeek.class),
            (scope, day) -> scope.texts().weekday(day),
            scope -> scope.schedule() instanceof DeliverySchedule.Weekly weekly
                    ? Optional.of(weekly.day())
                    : Optional.empty(),
            (scope, day) -> scope.with(
                    new DeliverySchedule.Weekly(scope.schedule().timeOfDay().orElse(EVENING), day)));

    private static final List<Setting<?>> ALL = List.of(
            BUNDLES,
            URGENT,
            BROADCASTS,
            PINS,
            MENTION,
            LANGUAGE,
            QUIET,
            QUIET_FROM,
            QUIET_UNTIL,
            LENGTH,
            FIRST_LENGTH,
            LAYOUT,
            HERE,
            ALL_PERSPECTIVES,
            LIKE_ALL,
            TIME,
            DAYS,
            ROUND_UP);

    private Settings() {}

    static Optional<Setting<?>> find(String name) {
        return ALL.stream().filter(setting -> setting.name().equals(name)).findFirst();
    }

    /// The chat's language, of those that the bot has texts in.
    static Texts language(Scope scope) {
        return scope.context().isPrivate()
                ? scope.context().personalTexts()
                : Texts.of(scope.preferences().language());
    }

    static Optional<MentionedRole> mentioned(Scope scope) {
        return CHANNELS.mentioned(scope.transaction(), scope.chat());
    }

    /// Only servers have roles.
    static boolean hasRoles(Scope scope) {
        return scope.chat().platform().has(Feature.SERVERS) && !scope.context().isPrivate();
    }

    static Scope mention(Scope scope, Optional<MentionedRole> role) {
        return scope.changing(subscriber -> CHANNELS.setMentioned(scope.transaction(), subscriber, role));
    }

    /// Whether digests are to be pinned, but the bot may not do it.
    static boolean lacksPins(Scope scope) {
        return CHANNELS.wasToldOfPins(scope.transaction(), scope.chat());
    }

    private static Setting<LocalTime> quietEdge(
            String name,
            Screen screen,
            Function<QuietHours, LocalTime> edge,
            BiFunction<QuietHours, LocalTime, Optional<QuietHours>> with) {
        return new Setting<>(
                name,
                screen,
                new Codec<>(text -> LocalTime.parse(text, TIME_OF_DAY), TIME_OF_DAY::format),
                (_, time) -> time.toString(),
                scope -> scope.preferences().quiet().map(edge),
                (scope, time) -> scope.with(with.apply(scope.quiet(), time)));
    }

    /// Equal times mean none.
    private static Optional<QuietHours> quietHours(String text) {
        if (text.equals(NONE)) {
            return Optional.empty();
        }
        int dash = Math.max(0, text.indexOf('-'));
        return QuietHours.between(
                LocalTime.parse(text.substring(0, dash), TIME_OF_DAY),
                LocalTime.parse(text.substring(dash + 1), TIME_OF_DAY));
    }

    private static Setting<Boolean> toggle(String name, String label, ChatFlag flag, Predicate<Scope> offered) {
        return toggle(
                name,
                label,
                offered,
                scope -> CHANNELS.wants(scope.transaction(), flag, scope.chat()),
                (scope, on) -> scope.changing(subscriber -> CHANNELS.set(scope.transaction(), flag, subscriber, on)));
    }

    /// An old button changes nothing where the setting is not offered.
    private static Setting<Boolean> toggle(
            String name,
            String label,
            Predicate<Scope> offered,
            Predicate<Scope> isOn,
            BiFunction<Scope, Boolean, Scope> set) {
        return new Setting<>(
                name,
                Screen.MORE,
                Codec.FLAG,
                (scope, _) -> scope.texts().format(label),
                scope -> offered.test(scope) ? Optional.of(isOn.test(scope)) : Optional.empty(),
                (scope, on) -> offered.test(scope) ? set.apply(scope, on) : scope);
    }

    private static <E extends Enum<E>> Setting<E> reading(
            Class<E> type,
            String name,
            Screen screen,
            BiFunction<Texts, E, String> label,
            Function<ReadingOptions, E> now,
            BiFunction<ReadingOptions, E, ReadingOptions> with) {
        return new Setting<>(
                name,
                screen,
                Codec.of(type),
                (scope, value) -> ReplyFactory.capital(label.apply(scope.texts(), value)),
                scope -> Optional.of(now.apply(scope.reading())),
                (scope, value) -> scope.with(with.apply(scope.reading(), value)));
    }

    /// The same days at another time.
    private static DeliverySchedule at(DeliverySchedule before, LocalTime time) {
        return switch (before) {
            case DeliverySchedule.Immediately() -> new DeliverySchedule.At(time, SubscriptionText.EVERY_DAY);
            case DeliverySchedule.At(LocalTime _, Set<DayOfWeek> days) -> new DeliverySchedule.At(time, days);
            case DeliverySchedule.Weekly(LocalTime _, DayOfWeek day) -> new DeliverySchedule.Weekly(time, day);
        };
    }

    private static String digits(Set<DayOfWeek> days) {
        return days.isEmpty()
                ? NONE
                : days.stream()
                        .sorted()
                        .map(day -> String.valueOf(day.getValue()))
                        .collect(Collectors.joining());
    }

    private static Set<DayOfWeek> days(String digits) {
        return digits.equals(NONE)
                ? Set.of()
                : digits.chars()
                        .mapToObj(digit -> DayOfWeek.of(digit - '0'))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(DayOfWeek.class)));
    }

    private static <T> T valid(T value, boolean isValid) {
        if (!isValid) {
            throw new IllegalArgumentException(value.toString());
        }
        return value;
    }
}
