package digestbot.broadcast;

import digestbot.subscription.Platform;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Says whom an announcement reaches, and whether it has gone out before.
public final class RecipientsText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private final Words words;

    public RecipientsText(Words words) {
        this.words = words;
    }

    /// Such as “To 1,204 subscribers: Telegram 1,150, Discord 54, everyone”.
    ///
    /// @param counts as [Broadcasts#count] says
    /// @param topic the name of the recipients' topic
    public String line(Map<Platform, Long> counts, Recipients to, Optional<String> topic) {
        String whom = Stream.concat(
                        to.platform().map(only -> words.say(Phrase.BROADCAST_OF_PLATFORM, only.title())).stream(),
                        topic.map(name -> words.say(Phrase.BROADCAST_OF_TOPIC, name)).stream())
                .collect(Collectors.joining(", "));
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        if (all == 0) {
            return words.say(Phrase.BROADCAST_NOBODY);
        }
        String each = counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(count -> count.getKey().title() + " " + words.number(count.getValue()))
                .collect(Collectors.joining(", "));
        return words.say(Phrase.BROADCAST_TO, all, each, whom.isEmpty() ? words.say(Phrase.BROADCAST_EVERYONE) : whom);
    }

    /// That the same text went out before, and when.
    ///
    /// @param twin one that was confirmed
    public String twin(Broadcast twin, ZoneId zone) {
        Instant startedAt = twin.run().orElseThrow().startedAt();
        ZonedDateTime at = startedAt.atZone(zone);
        return words.say(
                Phrase.BROADCAST_TWIN,
                Long.toString(twin.number()),
                words.day(at.toLocalDate()) + " " + TIME.format(at));
    }
}
