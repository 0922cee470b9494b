package digestbot.chat.settings;

import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.chat.ChatFeatures.Places;
import digestbot.chat.Replies;
import digestbot.chat.SubscriptionText;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SettingsAction.Screen;
import digestbot.content.action.SubscribeAction;
import digestbot.content.views.TopicStyles;
import digestbot.digest.Perspective;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

record SubscriptionScreens(
        Library library, TopicStyles styles, SubscriptionText subscriptionText, SubscriptionStatus status) {

    /// The largest number that leaves room for the other buttons in a Discord message.
    private static final int MAX_PERSPECTIVES = 20;

    /// The largest number of rows that fits on a phone's screen.
    private static final int MAX_FIRST_BUTTONS = 4;

    Content topic(Scope scope) {
        Texts texts = scope.texts();
        List<List<Button>> rows = new ArrayList<>();
        List<Button> groups = new ArrayList<>(List.of(scope.open("length-button", Screen.LENGTH)));
        if (several(scope).isPresent()) {
            groups.add(scope.open("first-button", Screen.FIRST));
        }
        groups.add(scope.open("when-button", Screen.SCHEDULE));
        rows.addAll(Replies.inPairs(groups));
        List<Button> places = places(scope);
        if (!places.isEmpty()) {
            rows.add(places);
        }
        rows.add(List.of(
                Replies.button(texts, "back-button", new SettingsAction.ShowSettings(1)),
                Replies.button(texts, "unsubscribe-button", new SubscribeAction.UnsubscribeTopic(scope.number()))));
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(Replies.capital(subscriptionText.describe(scope.context(), scope.subscription())));
        place(scope).ifPresent(paragraphs::add);
        status.line(scope.context(), scope.subscription()).ifPresent(paragraphs::add);
        paragraphs.add(texts.format("topic-question"));
        return Replies.screen(scope.topic().name(), paragraphs, rows);
    }

    /// How much of each digest is shown, and in which layout.
    Content length(Scope scope) {
        Texts texts = scope.texts();
        List<List<Button>> rows = new ArrayList<>();
        rows.add(Settings.LENGTH.buttons(
                scope, length -> Replies.capital(SubscriptionText.length(texts, length)), List.of(Length.values())));
        if (several(scope).isPresent()) {
            rows.add(Settings.LAYOUT.buttons(
                    scope,
                    layout -> Replies.capital(SubscriptionText.layout(texts, layout)),
                    List.of(Layout.values())));
        }
        return screen(scope, rows, Screen.TOPIC, "length-question");
    }

    /// The perspective that comes first, and the way to the choice of all.
    Content first(Scope scope) {
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(
                several(scope).map(stored -> firstButtons(scope, stored)).orElse(List.of())));
        rows.add(List.of(
                Settings.ALL_PERSPECTIVES.button(scope, scope.texts().format("rotating-button"), true),
                scope.open("perspectives-button", Screen.PERSPECTIVES)));
        return screen(scope, rows, Screen.TOPIC, "rotating-note");
    }

    private Content screen(Scope scope, List<List<Button>> rows, Screen back, String question) {
        rows.add(List.of(scope.open("back-button", back)));
        return Replies.screen(
                scope.topic().name(),
                List.of(
                        Replies.capital(subscriptionText.describe(scope.context(), scope.subscription())),
                        scope.texts().format(question)),
                rows);
    }

    /// The newest digest, if it has several perspectives.
    private Optional<StoredDigest> several(Scope scope) {
        return newest(scope).filter(stored -> stored.digest().perspectives().size() > 1);
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
                .mapToObj(i -> Replies.choice(
                        scope.texts()
                                .format(
                                        "perspective-first",
                                        SubscriptionText.name(styles.perspective(newest.digest(), i))),
                        new SettingsAction.PerspectiveFirst(newest.number(), i),
                        !chosen.isAll()
                                && chosen.ids()
                                        .getFirst()
                                        .equalsIgnoreCase(all.get(i).id())))
                .toList();
    }

    Content perspectives(Scope scope) {
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(newest(scope)
                .map(stored -> perspectives(stored, scope.reading().perspectives()))
                .orElse(List.of())));
        return screen(scope, rows, Screen.FIRST, "perspectives-question");
    }

    private List<Button> perspectives(StoredDigest stored, PerspectiveChoice chosen) {
        List<String> order =
                chosen.ids().stream().map(id -> id.toLowerCase(Locale.ROOT)).toList();
        boolean others = chosen.includesOthers() && !chosen.isAll();
        List<Perspective> all = stored.digest().perspectives();
        List<Button> buttons = new ArrayList<>();
        for (int i = 0; i < Math.min(MAX_PERSPECTIVES, all.size()); i++) {
            int place = order.indexOf(all.get(i).id().toLowerCase(Locale.ROOT));
            String name = SubscriptionText.name(styles.perspective(stored.digest(), i));
            buttons.add(Replies.toggle(
                    place < 0 ? name : (place + 1) + ". " + name,
                    new SettingsAction.SetPerspective(stored.number(), i, place < 0 && !others),
                    place >= 0 || others));
        }
        return buttons;
    }

    private Optional<StoredDigest> newest(Scope scope) {
        return library.newest(
                scope.context().transaction(),
                scope.topic().id(),
                scope.context().language());
    }

    /// The place to which the subscription is delivered; empty if there is only one.
    private static Optional<String> place(Scope scope) {
        long thread = scope.subscription().thread();
        if (thread == 0 && here(scope) == 0) {
            return Optional.empty();
        }
        Places places = scope.context().request().features().places();
        String place;
        if (thread == 0) {
            place = places.chat();
        } else {
            place = thread == here(scope) ? places.thisThread() : places.otherThread();
        }
        return Optional.of(scope.texts().format("place-line", scope.texts().format(place)));
    }

    /// The other places; none if there is no choice.
    private static List<Button> places(Scope scope) {
        List<Button> buttons = new ArrayList<>();
        long thread = scope.subscription().thread();
        if (thread != here(scope)) {
            buttons.add(Replies.button(scope.texts(), "deliver-here-button", Settings.HERE.choice(scope, true)));
        }
        if (thread != 0 && here(scope) != 0) {
            String main = scope.context().request().features().places().deliverToChatLabel();
            buttons.add(Replies.button(scope.texts(), main, Settings.HERE.choice(scope, false)));
        }
        return buttons;
    }

    private static long here(Scope scope) {
        return scope.context().request().origin().thread();
    }
}
