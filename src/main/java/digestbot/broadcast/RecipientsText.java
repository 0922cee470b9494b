package digestbot.broadcast;

import digestbot.delivery.fanout.AudienceMember;
import digestbot.i18n.BroadcastPhrase;
import digestbot.i18n.Phrase;
import digestbot.i18n.Texts;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Describes a broadcast's recipients, its scheduled time, and an earlier broadcast with the same
/// text.
public final class RecipientsText {

    private static final int TOPICS = 3;

    private final Texts words;

    public RecipientsText(Texts words) {
        this.words = words;
    }

    /// The names of a topic and a perspective.
    public record Names(Optional<String> topic, Optional<String> perspective) {}

    /// Such as “To 1,204 subscribers: Telegram 1,150, Discord 54, everyone”.
    public String line(RecipientCount counted, Recipients to, Names names) {
        if (counted.all() == 0) {
            return words.say(BroadcastPhrase.NOBODY);
        }
        String each = counted.each().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(count -> count.getKey().title() + " " + words.number(count.getValue()))
                .collect(Collectors.joining(", "));
        return words.say(BroadcastPhrase.TO, counted.all(), each, whom(to, names));
    }

    /// Such as “everyone on Telegram, who gets World Trade”.
    public String whom(Recipients to, Names names) {
        List<String> parts = new ArrayList<>();
        to.platform().ifPresent(only -> parts.add(words.say(BroadcastPhrase.OF_PLATFORM, only.title())));
        names.topic()
                .ifPresent(topic -> parts.add(names.perspective()
                        .map(perspective -> words.say(BroadcastPhrase.OF_PERSPECTIVE, topic, perspective))
                        .orElseGet(() -> words.say(BroadcastPhrase.OF_TOPIC, topic))));
        to.language().ifPresent(tag -> parts.add(words.say(BroadcastPhrase.OF_LANGUAGE, words.languageName(tag))));
        to.activeDays().ifPresent(days -> parts.add(words.say(BroadcastPhrase.OF_ACTIVE, days)));
        if (parts.isEmpty()) {
            parts.add(words.say(BroadcastPhrase.EVERYONE));
        }
        if (to.important()) {
            parts.add(words.say(BroadcastPhrase.IMPORTANT));
        }
        return String.join(", ", parts);
    }

    /// The kind of one of the recipients, such as “Sample recipient: a private chat on Telegram,
    /// English, subscribed to World Trade”.
    public Optional<String> example(RecipientCount counted) {
        return counted.example().map(this::example);
    }

    private String example(AudienceMember someone) {
        Phrase kind = switch (someone.kind()) {
            case PRIVATE -> BroadcastPhrase.PRIVATE_CHAT;
            case GROUP ->
                switch (someone.platform()) {
                    case TELEGRAM -> BroadcastPhrase.GROUP;
                    case DISCORD -> BroadcastPhrase.CHANNEL;
                };
            case CHANNEL -> BroadcastPhrase.CHANNEL;
        };
        List<String> topics = someone.topics();
        String some = topics.stream().limit(TOPICS).collect(Collectors.joining(", "));
        return words.say(
                BroadcastPhrase.EXAMPLE,
                words.say(kind, someone.platform().title()),
                words.languageName(someone.language()),
                topics.size() > TOPICS ? some + ", …" : some);
    }

    /// The time of a scheduled broadcast.
    public Optional<String> time(Broadcast broadcast, ZoneId zone) {
        return broadcast.sendAt().map(at -> words.say(BroadcastPhrase.SCHEDULED_FOR, words.moment(at, zone)));
    }

    /// A warning that the same text was already sent, with the time.
    ///
    /// @param twin one that was confirmed
    public String twin(Broadcast twin, ZoneId zone) {
        Instant startedAt = twin.run().orElseThrow().startedAt();
        return words.say(BroadcastPhrase.SAME_TEXT, Long.toString(twin.number()), words.moment(startedAt, zone));
    }
}
