package digestbot.broadcast;

import digestbot.audience.Platform.Feature;
import digestbot.delivery.fanout.RecipientFilter;
import digestbot.delivery.fanout.RecipientFilter.RecipientCount;
import digestbot.delivery.fanout.RecipientFilter.SampleRecipient;
import digestbot.i18n.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Describes a broadcast's recipients and its scheduled time.
public record RecipientsText(Texts texts) {

    private static final int TOPICS = 3;

    /// For example “1,204 recipients (Telegram 1,150, Discord 54) · everyone”.
    public String summary(RecipientCount counted, RecipientFilter recipients, Optional<String> topicName) {
        if (counted.total() == 0) {
            return texts.format("broadcast-nobody");
        }
        String each = texts.list(counted.byPlatform().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(count -> count.getKey().title() + " " + texts.number(count.getValue()))
                .toList());
        return texts.format("broadcast-to", counted.total(), each, describe(recipients, topicName));
    }

    /// For example “everyone on Telegram, subscribers to World Trade”.
    public String describe(RecipientFilter recipients, Optional<String> topicName) {
        List<String> parts = new ArrayList<>();
        recipients.platform().ifPresent(only -> parts.add(texts.format("broadcast-of-platform", only.title())));
        topicName.ifPresent(topic -> parts.add(texts.format("broadcast-of-topic", topic)));
        return parts.isEmpty() ? texts.format("broadcast-everyone") : texts.list(parts);
    }

    /// The kind of one of the recipients, such as “Sample recipient: a private chat on Telegram,
    /// English, subscribed to World Trade”.
    public Optional<String> example(RecipientCount counted) {
        return counted.sample().map(this::example);
    }

    private String example(SampleRecipient someone) {
        String kind = switch (someone.kind()) {
            case PRIVATE -> "broadcast-private-chat";
            case GROUP -> someone.platform().has(Feature.SERVERS) ? "broadcast-channel" : "broadcast-group";
            case CHANNEL -> "broadcast-channel";
        };
        return texts.format(
                "broadcast-example",
                texts.format(kind, someone.platform().title()),
                texts.languageName(someone.language()),
                texts.list(someone.topics(), TOPICS));
    }

    public Optional<String> time(Broadcast broadcast, Function<Instant, String> moment) {
        return broadcast.sendAt().map(at -> texts.format("broadcast-scheduled-for", moment.apply(at)));
    }
}
