package digestbot.chat.settings;

import static digestbot.chat.settings.SettingsScreen.row;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.chat.ChatFeatures.PlaceLabels;
import digestbot.chat.ReplyFactory;
import digestbot.chat.SubscriptionText;
import digestbot.chat.settings.SettingsScreen.Keys;
import digestbot.chat.settings.SettingsScreen.Row;
import digestbot.content.Button;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SettingsAction.Screen;
import digestbot.content.action.SubscribeAction;
import digestbot.content.views.StyleRegistry;
import digestbot.digest.Perspective;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The screens about one subscription. The screens of its schedule are also about the whole chat.
record TopicScreens(
        Library library, StyleRegistry styles, SubscriptionText subscriptionText, SubscriptionStatus status) {

    /// The largest number that leaves room for the other buttons in a Discord message.
    private static final int MAX_PERSPECTIVES = 20;

    /// The largest number of rows that fits on a phone's screen.
    private static final int MAX_FIRST_BUTTONS = 4;

    /// The time from which the first step leads if none is set.
    private static final LocalTime MORNING = LocalTime.of(8, 0);

    SettingsScreen topic(Scope scope) {
        long thread = scope.subscription().thread();
        List<String> paragraphs = Stream.of(
                        Optional.of(described(scope)),
                        place(scope),
                        status.line(scope.context(), scope.subscription()),
                        Optional.of(scope.texts().format("topic-question")))
                .flatMap(Optional::stream)
                .toList();
        return new SettingsScreen(
                scope.topic().name(),
                paragraphs,
                row(
                        Keys.link("length-button", Screen.LENGTH),
                        Keys.link("first-button", Screen.FIRST)
                                .when(several(scope).isPresent()),
                        Keys.link("when-button", Screen.SCHEDULE)),
                row(
                        Keys.values(Settings.HERE, List.of(true)).when(thread != scope.here()),
                        Keys.values(Settings.HERE, List.of(false)).when(thread != 0 && scope.here() != 0)),
                row(
                        Keys.press("back-button", new SettingsAction.ShowSettings(1)),
                        Keys.press("unsubscribe-button", new SubscribeAction.UnsubscribeTopic(scope.number()))));
    }

    /// The place to which the subscription is delivered; empty if there is only one.
    private static Optional<String> place(Scope scope) {
        long thread = scope.subscription().thread();
        if (thread == 0 && scope.here() == 0) {
            return Optional.empty();
        }
        PlaceLabels places = scope.features().places();
        String place;
        if (thread == 0) {
            place = places.chat();
        } else {
            place = thread == scope.here() ? places.thisThread() : places.otherThread();
        }
        return Optional.of(scope.texts().format("place-line", scope.texts().format(place)));
    }

    /// How much of each digest is shown, and in which layout.
    SettingsScreen length(Scope scope) {
        return reading(
                scope,
                SubscriptionText.lengthQuestion(scope.context()),
                row(3, Keys.values(Settings.LENGTH, List.of(Length.values()))),
                row(Keys.values(Settings.LAYOUT, List.of(Layout.values()))
                        .when(several(scope).isPresent())),
                row(Keys.link("back-button", Screen.TOPIC)));
    }

    /// The perspective that comes first, and the way to the choice of all.
    SettingsScreen first(Scope scope) {
        return reading(
                scope,
                "rotating-note",
                row(Keys.keys(several(scope)
                        .map(stored -> firstButtons(scope, stored))
                        .orElse(List.of()))),
                row(
                        Keys.values(Settings.ALL_PERSPECTIVES, List.of(true)),
                        Keys.link("perspectives-button", Screen.PERSPECTIVES)),
                row(Keys.link("back-button", Screen.TOPIC)));
    }

    /// A button per perspective that moves it to the front. With many perspectives, the order is
    /// chosen on a separate screen.
    private List<Button> firstButtons(Scope scope, StoredDigest newest) {
        List<Perspective> all = newest.digest().perspectives();
        PerspectiveChoice chosen = scope.reading().perspectives();
        if (all.size() > MAX_FIRST_BUTTONS) {
            return List.of();
        }
        return IntStream.range(0, all.size())
                .mapToObj(i -> ReplyFactory.choice(
                        scope.texts().format("perspective-first", name(newest, i)),
                        new SettingsAction.PerspectiveFirst(newest.number(), i),
                        !chosen.isAll()
                                && chosen.ids()
                                        .getFirst()
                                        .equalsIgnoreCase(all.get(i).id())))
                .toList();
    }

    SettingsScreen perspectives(Scope scope) {
        PerspectiveChoice chosen = scope.reading().perspectives();
        return reading(
                scope,
                "perspectives-question",
                row(Keys.keys(newest(scope)
                        .map(stored -> perspectives(stored, chosen))
                        .orElse(List.of()))),
                row(Keys.link("back-button", Screen.FIRST)));
    }

    private List<Button> perspectives(StoredDigest stored, PerspectiveChoice chosen) {
        List<String> order =
                chosen.ids().stream().map(id -> id.toLowerCase(Locale.ROOT)).toList();
        boolean others = chosen.includesOthers() && !chosen.isAll();
        List<Perspective> all = stored.digest().perspectives();
        return IntStream.range(0, Math.min(MAX_PERSPECTIVES, all.size()))
                .mapToObj(i -> {
                    int place = order.indexOf(all.get(i).id().toLowerCase(Locale.ROOT));
                    return ReplyFactory.toggle(
                            place < 0 ? name(stored, i) : (place + 1) + ". " + name(stored, i),
                            new SettingsAction.SetPerspective(stored.number(), i, place < 0 && !others),
                            place >= 0 || others);
                })
                .toList();
    }

    private String name(StoredDigest stored, int ordinal) {
        return SubscriptionText.name(styles.perspective(stored.digest(), ordinal));
    }

    private SettingsScreen reading(Scope scope, String question, Row... rows) {
        return new SettingsScreen(
                scope.topic().name(), List.of(described(scope), scope.texts().format(question)), rows);
    }

    private String described(Scope scope) {
        return ReplyFactory.capital(subscriptionText.describe(scope.context(), scope.subscription()));
    }

    /// The newest digest, if it has several perspectives.
    private Optional<StoredDigest> several(Scope scope) {
        return newest(scope).filter(stored -> stored.digest().perspectives().size() > 1);
    }

    private Optional<StoredDigest> newest(Scope scope) {
        return library.newest(
                scope.transaction(), scope.topic().id(), scope.context().language());
    }

    /// The ways in which digests arrive.
    SettingsScreen schedule(Scope scope) {
        return schedule(
                scope,
                "time-question",
                row(Keys.values(Settings.TIME, List.of(Optional.empty())), Keys.link("time-button", Screen.TIME)),
                row(Keys.keys(List.of(roundUp(scope))), Keys.link("days-button", Screen.DAYS)),
                row(Keys.values(Settings.LIKE_ALL, List.of(true)).when(scope.canDiffer())),
                row(
                        Keys.link("back-button", scope.chosen().isPresent() ? Screen.TOPIC : Screen.WHEN),
                        TimeZoneScreens.key(Screen.SCHEDULE)));
    }

    private static Button roundUp(Scope scope) {
        Optional<DayOfWeek> day = Settings.ROUND_UP.now().apply(scope);
        return ReplyFactory.choice(
                ReplyFactory.capital(scope.texts().format("round-up")),
                Settings.ROUND_UP.choice(scope, day.orElse(DayOfWeek.SUNDAY)),
                day.isPresent());
    }

    SettingsScreen time(Scope scope) {
        return time(scope, "time-question");
    }

    /// The steps are there even without a time, so that no button moves when a time is tapped.
    private SettingsScreen time(Scope scope, String question) {
        LocalTime base = scope.schedule().timeOfDay().orElse(MORNING);
        return schedule(
                scope,
                question,
                row(3, Keys.hours(Settings.TIME, Optional::of, 6, 7, 8, 9, 12, 15, 18, 20, 22)),
                row(4, Keys.steps(Settings.TIME, step -> Optional.of(base.plusMinutes(step)))),
                row(Keys.link("back-button", Screen.SCHEDULE), TimeZoneScreens.key(Screen.TIME)));
    }

    /// The screen of the days; without a time, it asks for the time first.
    SettingsScreen days(Scope scope) {
        if (scope.schedule() instanceof DeliverySchedule.Immediately) {
            return time(scope, "time-first");
        }
        boolean weekly = scope.schedule() instanceof DeliverySchedule.Weekly;
        return schedule(
                scope,
                weekly ? "round-up-question" : "days-question",
                row(4, weekly ? Keys.values(Settings.ROUND_UP, List.of(DayOfWeek.values())) : TopicScreens::toggles),
                row(Keys.values(Settings.DAYS, List.of(SubscriptionText.WORKDAYS, SubscriptionText.EVERY_DAY))),
                row(Keys.link("back-button", Screen.SCHEDULE)));
    }

    /// The button of the last remaining day chooses no day, which is refused.
    private static Stream<Button> toggles(Scope scope) {
        Set<DayOfWeek> chosen = Settings.DAYS.now().apply(scope).orElseThrow();
        return Arrays.stream(DayOfWeek.values()).map(day -> {
            Set<DayOfWeek> toggled = EnumSet.copyOf(chosen);
            if (!toggled.remove(day)) {
                toggled.add(day);
            }
            return ReplyFactory.toggle(
                    scope.texts().weekday(day), Settings.DAYS.choice(scope, toggled), chosen.contains(day));
        });
    }

    private SettingsScreen schedule(Scope scope, String question, Row... rows) {
        DeliverySchedule when = scope.schedule();
        String now = scope.chosen()
                .map(known -> ReplyFactory.capital(SubscriptionText.when(scope.texts(), when))
                        + subscriptionText.next(scope.context(), List.of(known.subscription())))
                .orElseGet(() -> subscriptionText.ofAll(scope.context(), scope.topics()));
        return new SettingsScreen(
                scope.chosen()
                        .map(known -> known.topic().name())
                        .orElseGet(() -> scope.texts().format("all-topics")),
                List.of(
                        now + "\n" + TimeZoneScreens.now(scope) + warning(scope, when),
                        scope.texts().format(question)),
                rows);
    }

    private static String warning(Scope scope, DeliverySchedule when) {
        Texts texts = scope.texts();
        return scope.preferences()
                .quiet()
                .filter(hours -> when.timeOfDay().filter(hours::contains).isPresent())
                .map(hours -> "\n" + texts.format("time-in-quiet", hours.from(), hours.to(), hours.to()))
                .orElse("");
    }
}
