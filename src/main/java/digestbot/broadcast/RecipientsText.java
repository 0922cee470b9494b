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

/// Describes a broadcast's recipients, its scheduled time, and an earlier broadcast with the same
/// text.
public record RecipientsText(Texts texts) {

    private static final int TOPICS = 3;

    public record FilterNames(Optional<String> topic, Optional<String> perspective) {}

    /// Such as “To 1,204 subscribers: Telegram 1,150, Discord 54, everyone”.
    public String summary(RecipientCount counted, RecipientFilter recipients, FilterNames names) {
        if (counted.total() == 0) {
            return texts.format("broadcast-nobody");
        }
        String each = texts.list(counted.byPlatform().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(count -> count.getKey().title() + " " + texts.number(count.getValue()))
                .toList());
        return texts.format("broadcast-to", counted.total(), each, describe(recipients, names));
    }

    /// Such as “everyone on Telegram, who gets World Trade”.
    public String describe(RecipientFilter recipients, FilterNames names) {
        List<String> parts = new ArrayList<>();
        recipients.platform().ifPresent(only -> parts.add(texts.format("broadcast-of-platform", only.title())));
        names.topic()
                .ifPresent(topic -> parts.add(names.perspective()
                        .map(perspective -> texts.format("broadcast-of-perspective", topic, perspective))
                        .orElseGet(() -> texts.format("broadcast-of-topic", topic))));
        recipients
                .language()
                .ifPresent(tag -> parts.add(texts.format("broadcast-of-language", texts.languageName(tag))));
        recipients.activeWithinDays().ifPresent(days -> parts.add(texts.format("broadcast-of-active", days)));
        if (parts.isEmpty()) {
            parts.add(texts.format("broadcast-everyone"));
        }
        if (recipients.important()) {
            parts.add(texts.format("broadcast-important"));
        }
        return texts.list(parts);
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

    public String duplicateWarning(Broadcast duplicate, Function<Instant, String> moment) {
        Instant startedAt = duplicate.sendState().orElseThrow().startedAt();
        return texts.format("broadcast-same-text", Long.toString(duplicate.number()), moment.apply(startedAt));
    }
}
