package digestbot.ops.notice;

import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.TimeFormat;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.Policy;
import digestbot.delivery.status.DigestTotalStore;
import digestbot.delivery.status.DigestTotals;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.markdown.WebAddress;
import digestbot.ops.notice.NoticeStore.RecentDigest;
import digestbot.ops.notice.OperatorNotices.RepeatedNotice;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Tells the owners once a day whether the digests of the last 24 hours reached everybody, with a
/// line for each topic.
///
/// @param at the local time of the report; empty: never
/// @param zone the time zone of `at`
/// @param console the address of the console, if it is known
public record DailyReport(
        OperatorNotices notices,
        Optional<LocalTime> at,
        ZoneId zone,
        Optional<WebAddress> console,
        InstantSource clock) {

    /// A bot that starts later than this leaves the report of the day out.
    private static final Duration PATIENCE = Duration.ofHours(2);

    private static final NoticeStore STORE = new NoticeStore();

    /// @param lastSent the time when the topic's last delivery was sent
    private record TopicLine(DigestTotals totals, long later, long mistakes, Optional<Instant> lastSent) {

        TopicLine plus(TopicLine other) {
            return new TopicLine(
                    totals.plus(other.totals),
                    later + other.later,
                    mistakes + other.mistakes,
                    Stream.of(lastSent, other.lastSent)
                            .flatMap(Optional::stream)
                            .max(Comparator.naturalOrder()));
        }

        String text(Texts texts, ZoneId zone, String topic) {
            TimeFormat moments = new TimeFormat(texts, zone);
            String sent = texts.number(totals.sent());
            String due = texts.number(totals.due(later));
            long blocked = totals.failures().entrySet().stream()
                    .filter(failure -> Outcome.of(failure.getKey())
                            .filter(outcome -> outcome.policy() == Policy.PAUSE)
                            .isPresent())
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            List<String> parts = new ArrayList<>();
            parts.add(lastSent.map(last -> texts.format("daily-line-by", topic, sent, due, moments.withZone(last)))
                    .orElseGet(() -> texts.format("daily-line", topic, sent, due)));
            add(parts, texts, "daily-later", later);
            add(parts, texts, "daily-blocked", blocked);
            add(parts, texts, "daily-failed", totals.failed() - blocked);
            if (totals.sent() > 0) {
                parts.add(texts.format("daily-interacted", Math.round(100.0 * totals.interacted() / totals.sent())));
            }
            add(parts, texts, "daily-mistakes", mistakes);
            return String.join(" · ", parts);
        }

        private static void add(List<String> parts, Texts texts, String key, long number) {
            if (number > 0) {
                parts.add(texts.format(key, number));
            }
        }
    }

    /// Sends the report if it is due. Must be called every few seconds from one thread.
    public void sendIfDue(Database database) {
        ZonedDateTime now = clock.instant().atZone(zone);
        Optional<Instant> due = at.map(
                        time -> now.toLocalDate().atTime(time).atZone(zone).toInstant())
                .filter(begin ->
                        !begin.isAfter(now.toInstant()) && begin.plus(PATIENCE).isAfter(now.toInstant()));
        var today = new RepeatedNotice("daily", Set.of(), now.toLocalDate().toEpochDay(), Duration.ZERO);
        if (due.isEmpty() || !database.read(tx -> notices.isDue(tx, today))) {
            return;
        }
        Map<String, TopicLine> lines = database.read(tx -> lines(tx, due.orElseThrow()));
        if (!lines.isEmpty()) {
            database.writeWithoutResult(
                    tx -> notices.send(tx, today, (texts, chatZone) -> content(lines, texts, chatZone)));
        }
    }

    private Map<String, TopicLine> lines(Transaction tx, Instant until) {
        List<RecentDigest> digests = STORE.publishedBetween(tx, until.minus(Duration.ofDays(1)), until);
        Map<Long, Long> later = digests.isEmpty() ? Map.of() : DigestTotalStore.later(tx, clock.instant());
        Map<String, TopicLine> lines = new LinkedHashMap<>();
        digests.forEach(digest -> lines.merge(
                digest.topic(),
                new TopicLine(
                        DigestTotals.sum(
                                DigestTotalStore.of(tx, digest.number()).values()),
                        later.getOrDefault(digest.number(), 0L),
                        digest.mistakes(),
                        DigestTotalStore.lastSent(tx, digest.number())),
                TopicLine::plus));
        return lines;
    }

    private Content content(Map<String, TopicLine> lines, Texts texts, ZoneId chatZone) {
        List<Block.Item> items = lines.entrySet().stream()
                .map(line -> line.getValue().text(texts, chatZone, FileNoticeText.oneLine(line.getKey())))
                .map(line -> new Block.Item(List.of(Block.Paragraph.of(line))))
                .toList();
        List<List<Button>> buttons = console.stream()
                .map(address -> List.of(Button.link(texts.format("daily-show-button"), address)))
                .toList();
        return Content.of(
                List.of(Panel.plain(
                        List.of(Block.Paragraph.of(texts.format("daily-title")), Block.ItemList.bullets(items)))),
                buttons);
    }
}
