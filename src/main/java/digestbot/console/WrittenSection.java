package digestbot.console;

import static digestbot.console.PageParts.*;
import static j2html.TagCreator.*;

import digestbot.database.Transaction;
import digestbot.library.archive.Library;
import digestbot.writing.WriteSettings;
import digestbot.writing.WritingStore;
import digestbot.writing.WritingStore.KnownFeed;
import j2html.tags.DomContent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The feeds from which topics are written, the tokens used today, and the rejected answers of a
/// model.
record WrittenSection(Map<String, WriteSettings> topics, Library library, InstantSource clock) {

    private static final WritingStore STORE = new WritingStore();

    DomContent of(Transaction tx) {
        Instant now = clock.instant();
        Map<String, List<KnownFeed>> groups = new LinkedHashMap<>();
        topics.forEach(
                (topic, settings) -> groups.put(heading(tx, topic, settings, now), STORE.feeds(tx, topic, settings)));
        return groups.isEmpty()
                ? text("")
                : section(
                        h2("Written from feeds"),
                        DataTable.<KnownFeed>titled("Written from feeds")
                                .text("Perspective", feed -> feed.report().perspective())
                                .text("Feed", feed -> feed.report().address())
                                .column(
                                        "Last read (%s)".formatted(zone()),
                                        feed -> feed.readAt()
                                                .<DomContent>map(at -> moment(at, now))
                                                .orElse(text("never")))
                                .number(
                                        "Articles in 48 hours",
                                        feed -> feed.report().articles())
                                .column(
                                        "Now",
                                        feed -> feed.report().isRead()
                                                ? status(Tone.OK, "Read")
                                                : status(Tone.BAD, feed.report().problem()))
                                .asCards()
                                .of(groups),
                        each(topics.keySet(), topic -> dropped(tx, topic)));
    }

    private DomContent dropped(Transaction tx, String topic) {
        List<String> points = STORE.dropped(tx, topic);
        return points.isEmpty()
                ? text("")
                : each(
                        h3("Dropped in the last run of " + library.topicName(tx, topic)),
                        ul(each(points, point -> li(point))));
    }

    private String heading(Transaction tx, String topic, WriteSettings settings, Instant now) {
        String tokens = settings.summary()
                .map(summary -> ", %s of %s tokens used today"
                        .formatted(count(STORE.tokensToday(tx, topic, settings, now)), count(summary.tokensPerDay())))
                .orElse("");
        return "%s, daily at %s (%s)%s".formatted(library.topicName(tx, topic), settings.at(), settings.zone(), tokens);
    }
}
