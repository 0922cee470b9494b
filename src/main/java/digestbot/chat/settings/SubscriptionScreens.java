package digestbot.chat.settings;

import digestbot.action.SettingsAction;
import digestbot.action.SubscribeAction;
import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.Subscription;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Replies;
import digestbot.chat.common.SubscriptionText;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.views.TopicStyles;
import digestbot.digest.Perspective;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import java.util.ArrayList;
import java.util.Arrays;
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

    Content topic(CommandContext context, LibraryTopic topic, Subscription subscription) {
        Texts texts = context.texts();
        long number = topic.number();
        List<List<Button>> rows = new ArrayList<>();
        rows.add(Arrays.stream(Length.values())
                .map(length -> Replies.choice(
                        Replies.capital(SubscriptionText.length(texts, length)),
                        new SettingsAction.SetLength(number, length),
                        length == subscription.reading().length()))
                .toList());
        Optional<StoredDigest> newest =
                library.newest(context.transaction(), topic.topic().id(), context.language());
        if (newest.filter(stored -> stored.digest().perspectives().size() > 1).isPresent()) {
            rows.addAll(Replies.inPairs(firstButtons(texts, newest.get(), subscription)));
            rows.add(Arrays.stream(Layout.values())
                    .map(layout -> Replies.choice(
                            Replies.capital(SubscriptionText.layout(texts, layout)),
                            new SettingsAction.SetLayout(number, layout),
                            layout == subscription.reading().layout()))
                    .toList());
        }
        rows.add(List.of(
                Replies.button(texts, "perspectives-button", new SettingsAction.Perspectives(number)),
                Replies.button(texts, "time-button", new SettingsAction.Time(number)),
                Replies.button(texts, "days-button", new SettingsAction.Days(number))));
        List<Button> places = DeliveryPlaceSettings.buttons(context, number, subscription);
        if (!places.isEmpty()) {
            rows.add(places);
        }
        rows.add(List.of(
                Replies.button(texts, "back-button", new SettingsAction.ShowSettings()),
                Replies.button(texts, "unsubscribe-button", new SubscribeAction.UnsubscribeTopic(number))));
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(Replies.capital(subscriptionText.describe(context, subscription)));
        DeliveryPlaceSettings.line(context, subscription).ifPresent(paragraphs::add);
        status.line(context, subscription).ifPresent(paragraphs::add);
        paragraphs.add(texts.format("topic-question"));
        return Replies.screen(topic.topic().name(), paragraphs, rows);
    }

    /// A button per perspective that moves it to the front. With many perspectives, the order is
    /// chosen on a separate screen.
    private List<Button> firstButtons(Texts texts, StoredDigest newest, Subscription subscription) {
        List<Perspective> all = newest.digest().perspectives();
        PerspectiveChoice chosen = subscription.reading().perspectives();
        if (all.size() > MAX_FIRST_BUTTONS) {
            return List.of();
        }
        return IntStream.range(0, all.size())
                .mapToObj(i -> Replies.choice(
                        texts.format(
                                "perspective-first", SubscriptionText.name(styles.perspective(newest.digest(), i))),
                        new SettingsAction.PerspectiveFirst(newest.number(), i),
                        !chosen.isAll()
                                && chosen.ids()
                                        .getFirst()
                                        .equalsIgnoreCase(all.get(i).id())))
                .toList();
    }

    Content perspectives(CommandContext context, LibraryTopic topic, Subscription subscription) {
        Texts texts = context.texts();
        List<Button> buttons = library.newest(
                        context.transaction(), topic.topic().id(), context.language())
                .map(stored -> perspectives(stored, subscription.reading().perspectives()))
                .orElse(List.of());
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(buttons));
        rows.add(List.of(Replies.choice(
                texts.format("rotating-button"),
                new SettingsAction.AllPerspectives(topic.number()),
                subscription.reading().perspectives().isAll())));
        rows.add(List.of(Replies.button(texts, "back-button", new SettingsAction.ShowSubscription(topic.number()))));
        return Replies.screen(
                topic.topic().name(),
                List.of(
                        Replies.capital(subscriptionText.describe(context, subscription)),
                        texts.format("perspectives-question"),
                        texts.format("rotating-note")),
                rows);
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
}
