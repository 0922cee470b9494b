package digestbot.chat.read;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.ListedWord;
import digestbot.audience.Subscriber;
import digestbot.audience.Subscription;
import digestbot.audience.SubscriptionStore;
import digestbot.audience.WordKind;
import digestbot.audience.WordStore;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Replies;
import digestbot.chat.common.SubscriptionText;
import digestbot.content.Panel;
import digestbot.content.TextShortener;
import digestbot.delivery.status.WordDeliveryStore;
import digestbot.delivery.status.WordDeliveryStore.WordDelivery;
import digestbot.i18n.DatePhrase;
import digestbot.i18n.Texts;
import digestbot.i18n.WordPhrase;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// Which words a chat follows, and which digests it got because of them.
final class FollowedWordsPanel {

    private static final int MAX_DELIVERIES = 5;
    private static final int MAX_LENGTH = 300;

    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final WordStore words = new WordStore();
    private final WordDeliveryStore deliveries = new WordDeliveryStore();

    /// The panel, if the chat follows words.
    List<Panel> panels(CommandContext context) {
        return context
                .subscriber()
                .flatMap(own -> subscriptions
                        .toWords(context.transaction(), own.number())
                        .map(subscription -> panel(context, own, subscription)))
                .stream()
                .toList();
    }

    private Panel panel(CommandContext context, Subscriber own, Subscription subscription) {
        Texts texts = context.texts();
        List<ListedWord> followed = words.of(context.transaction(), own.number(), WordKind.FOLLOW);
        String named = followed.stream().map(ListedWord::typed).collect(Collectors.joining(", "));
        List<String> lines = new ArrayList<>();
        lines.add(texts.format(
                WordPhrase.WHY_WORDS, TextShortener.shorten(MAX_LENGTH, named), when(context, subscription)));
        deliveries.last(context.transaction(), own.number(), subscription.number(), MAX_DELIVERIES).stream()
                .filter(each -> each.word().isPresent())
                .map(each -> line(context, each, followed))
                .forEach(lines::add);
        return new Panel(
                Panel.PanelStyle.PLAIN,
                texts.format(WordPhrase.FOLLOW_TITLE),
                "",
                OptionalInt.empty(),
                List.of(),
                List.of(Replies.paragraph(String.join("\n", lines))),
                List.of());
    }

    private static String when(CommandContext context, Subscription subscription) {
        Texts texts = context.texts();
        String when = SubscriptionText.when(texts, subscription.schedule());
        return switch (subscription.schedule()) {
            case DeliverySchedule.Immediately() -> when;
            case DeliverySchedule.At _, DeliverySchedule.Weekly _ ->
                texts.format(
                        DatePhrase.TIME_IN_ZONE,
                        when,
                        Texts.zone(context.preferences().zone()));
        };
    }

    /// Names the word as it was typed, unless it is no longer followed.
    private static String line(CommandContext context, WordDelivery delivered, List<ListedWord> followed) {
        String word = delivered.word().orElseThrow();
        String typed = followed.stream()
                .filter(each -> each.word().equals(word))
                .map(ListedWord::typed)
                .findFirst()
                .orElse(word);
        Texts texts = context.texts();
        return texts.format(
                WordPhrase.WHY_WORD_DELIVERED,
                delivered.topic(),
                texts.shortDay(delivered.day(), context.today().getYear()),
                typed);
    }
}
