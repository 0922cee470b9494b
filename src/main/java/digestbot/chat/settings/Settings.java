package digestbot.chat.settings;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.Platform.Feature;
import digestbot.audience.Preferences;
import digestbot.audience.QuietHours;
import digestbot.audience.ReadingOptions;
import digestbot.audience.SubscriberStore;
import digestbot.audience.SubscriberStore.ChatFlag;
import digestbot.audience.SubscriberStore.MentionedRole;
import digestbot.chat.ChatFeatures;
import digestbot.chat.Replies;
import digestbot.chat.SubscriptionText;
import digestbot.content.Button;
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
import java.util.stream.Stream;

/// All settings that are chosen by buttons. A new one is an entry here and in [#ALL], and its
/// buttons on a screen; a toggle has its button by being in [#DELIVERY].
final class Settings {

    /// The value of a time, of quiet hours or of days that are not wanted.
    static final String NONE = "none";

    private static final DateTimeFormatter TIME_OF_DAY = DateTimeFormatter.ofPattern("HHmm");
    private static final LocalTime EVENING = LocalTime.of(18, 0);

    private static final SubscriberStore CHANNELS = new SubscriberStore();

    /// A setting that is on or off, with the label of its button.
    record Toggle(String label, Setting<Boolean> setting) {

        /// No button where the setting makes no difference.
        Stream<Button> button(Scope scope) {
            return setting.now().apply(scope).stream()
                    .map(on -> Replies.toggle(scope.texts().format(label), setting.choice(scope, !on), on));
        }
    }

    /// Combines topics that are due at the same time, or delivers them separately.
    private static final Setting<Boolean> BUNDLES =
            preference("bundles", 2, Preferences::bundles, Preferences::withBundles);

    private static final Setting<Boolean> BROADCASTS =
            preference("announcements", 1, Preferences::announcements, Preferences::withAnnouncements);

    /// Urgent digests do not wait for the schedule.
    private static final Setting<Boolean> URGENT = Setting.flag(
            "urgent",
            Screen.OVERVIEW,
            scope -> scope.chats().all(scope.transaction(), scope.chat()).stream()
                            .allMatch(each ->
                                    each.subscription().schedule().timeOfDay().isEmpty())
                    ? Optional.empty()
                    : Optional.of(CHANNELS.wants(scope.transaction(), ChatFlag.URGENT, scope.chat())),
            (scope, on) -> {
                Scope subscribed = scope.with(scope.preferences());
                CHANNELS.set(
                        scope.transaction(),
                        ChatFlag.URGENT,
                        subscribed.context().subscriber().orElseThrow().number(),
                        on);
                return subscribed;
            });

    /// The newest digest is pinned, and the one before no longer.
    private static final Setting<Boolean> PINS = ofChannel(
            "pins",
            ChatFeatures::pins,
            scope -> CHANNELS.wants(scope.transaction(), ChatFlag.PINS, scope.chat()),
            (scope, subscriber, on) -> CHANNELS.set(scope.transaction(), ChatFlag.PINS, subscriber, on));

    /// A role is mentioned with each new digest, until that is turned off.
    static final Setting<Boolean> MENTION = ofChannel(
            "mention",
            _ -> false,
            scope -> mentioned(scope).isPresent(),
            (scope, subscriber, _) -> CHANNELS.setMentioned(scope.transaction(), subscriber, Optional.empty()));

    /// The toggles of how digests are delivered, in the order of their buttons.
    static final List<Toggle> DELIVERY = List.of(
            new Toggle("bundles-button", BUNDLES),
            new Toggle("urgent-button", URGENT),
            new Toggle("pins-button", PINS));

    static final Toggle ANNOUNCEMENTS = new Toggle("announcements-button", BROADCASTS);

    /// The tag of a language that the bot has texts in.
    static final Setting<String> LANGUAGE = new Setting<>(
            "language",
            Screen.LANGUAGE,
            tag -> valid(tag, Texts.languages().contains(tag)),
            tag -> tag,
            scope -> Optional.of(language(scope).language()),
            Scope::withLanguage);

    static final Setting<Optional<QuietHours>> QUIET = new Setting<>(
            "quiet",
            Screen.QUIET,
            Settings::quietHours,
            quiet -> quiet.map(hours -> TIME_OF_DAY.format(hours.from()) + "-" + TIME_OF_DAY.format(hours.to()))
                    .orElse(NONE),
            scope -> Optional.of(scope.preferences().quiet()),
            Scope::with);

    static final Setting<LocalTime> QUIET_FROM = quietEdge(
            "quietfrom", Screen.QUIET_FROM, QuietHours::from, (hours, from) -> QuietHours.between(from, hours.to()));

    static final Setting<LocalTime> QUIET_UNTIL = quietEdge(
            "quietuntil",
            Screen.QUIET_UNTIL,
            QuietHours::to,
            (hours, until) -> QuietHours.between(hours.from(), until));

    static final Setting<Length> LENGTH =
            reading(Length.class, "length", Screen.LENGTH, ReadingOptions::length, ReadingOptions::withLength);

    private static final Setting<Length> FIRST_LENGTH = reading(
            Length.class, Choose.FIRST_LENGTH, Screen.SCHEDULE, ReadingOptions::length, ReadingOptions::withLength);

    static final Setting<Layout> LAYOUT =
            reading(Layout.class, "layout", Screen.LENGTH, ReadingOptions::layout, ReadingOptions::withLayout);

    /// Delivers to the thread that contains the button, or else to the chat outside its threads.
    static final Setting<Boolean> HERE = Setting.flag(
            "here",
            Screen.TOPIC,
            _ -> Optional.empty(),
            (scope, here) -> scope.with(scope.subscription()
                    .withThread(here ? scope.context().request().origin().thread() : 0)));

    /// All perspectives, the first one rotating by day.
    static final Setting<Boolean> ALL_PERSPECTIVES = Setting.flag(
            "perspectives",
            Screen.FIRST,
            scope -> Optional.of(scope.reading().perspectives().isAll()),
            (scope, all) -> scope.with(scope.reading().withPerspectives(PerspectiveChoice.ALL)));

    /// The time of day on the chosen days, or none: each digest as soon as it is published.
    static final Setting<Optional<LocalTime>> TIME = new Setting<>(
            "time",
            Screen.TIME,
            text -> text.equals(NONE) ? Optional.empty() : Optional.of(LocalTime.parse(text, TIME_OF_DAY)),
            time -> time.map(TIME_OF_DAY::format).orElse(NONE),
            scope -> Optional.of(scope.schedule().timeOfDay()),
            (scope, time) ->
                    scope.with(time.map(at -> at(scope.schedule(), at)).orElseGet(DeliverySchedule.Immediately::new)));

    /// The days, of which there is at least one; digests that come at once have no days.
    static final Setting<Set<DayOfWeek>> DAYS = new Setting<>(
            "days",
            Screen.DAYS,
            Settings::days,
            days -> days.isEmpty()
                    ? NONE
                    : days.stream()
                            .sorted()
                            .map(day -> String.valueOf(day.getValue()))
                            .collect(Collectors.joining()),
            scope -> scope.schedule() instanceof DeliverySchedule.At at ? Optional.of(at.days()) : Optional.empty(),
            (scope, days) -> scope.schedule()
                    .timeOfDay()
                    .filter(_ -> !days.isEmpty())
                    .map(time -> scope.with(new DeliverySchedule.At(time, days)))
                    .orElse(scope));

    /// The day of a weekly round-up.
    static final Setting<DayOfWeek> ROUND_UP = Setting.oneOf(
            DayOfWeek.class,
            "roundup",
            Screen.DAYS,
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

    static Scope mention(Scope scope, MentionedRole role) {
        Scope subscribed = scope.with(scope.preferences());
        CHANNELS.setMentioned(
                scope.transaction(),
                subscribed.context().subscriber().orElseThrow().number(),
                Optional.of(role));
        return subscribed;
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
                text -> LocalTime.parse(text, TIME_OF_DAY),
                TIME_OF_DAY::format,
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

    private static Setting<Boolean> preference(
            String name,
            int leastTopics,
            Predicate<Preferences> isOn,
            BiFunction<Preferences, Boolean, Preferences> with) {
        return Setting.flag(
                name,
                Screen.MORE,
                scope -> scope.chats().all(scope.transaction(), scope.chat()).size() < leastTopics
                        ? Optional.empty()
                        : Optional.of(isOn.test(scope.preferences())),
                (scope, on) -> scope.with(with.apply(scope.preferences(), on)));
    }

    private static <E extends Enum<E>> Setting<E> reading(
            Class<E> type,
            String name,
            Screen screen,
            Function<ReadingOptions, E> now,
            BiFunction<ReadingOptions, E, ReadingOptions> with) {
        return Setting.oneOf(
                type,
                name,
                screen,
                scope -> Optional.of(now.apply(scope.reading())),
                (scope, value) -> scope.with(with.apply(scope.reading(), value)));
    }

    private interface ChannelFlag {
        void set(Scope scope, long subscriber, boolean on);
    }

    /// A setting of chats that have a feature. An old button turns on nothing in others.
    private static Setting<Boolean> ofChannel(
            String name, Predicate<ChatFeatures> offered, Predicate<Scope> isOn, ChannelFlag flag) {
        return Setting.flag(
                name,
                Screen.MORE,
                scope -> offered.test(scope.context().request().features())
                        ? Optional.of(isOn.test(scope))
                        : Optional.empty(),
                (scope, on) -> {
                    Scope subscribed = scope.with(scope.preferences());
                    flag.set(
                            subscribed,
                            subscribed.context().subscriber().orElseThrow().number(),
                            on && offered.test(scope.context().request().features()));
                    return subscribed;
                });
    }

    /// The same days at another time.
    private static DeliverySchedule at(DeliverySchedule before, LocalTime time) {
        return switch (before) {
            case DeliverySchedule.Immediately() -> new DeliverySchedule.At(time, SubscriptionText.EVERY_DAY);
            case DeliverySchedule.At(LocalTime _, Set<DayOfWeek> days) -> new DeliverySchedule.At(time, days);
            case DeliverySchedule.Weekly(LocalTime _, DayOfWeek day) -> new DeliverySchedule.Weekly(time, day);
        };
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
