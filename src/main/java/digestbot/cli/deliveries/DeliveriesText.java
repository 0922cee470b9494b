package digestbot.cli.deliveries;

import digestbot.cli.common.TextTable;
import digestbot.delivery.retries.FailedRetries;
import digestbot.delivery.status.FailureStore;
import digestbot.i18n.Texts;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/// The output of `deliveries` as text.
final class DeliveriesText {

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    private DeliveriesText() {}

    static List<String> open(List<FailureStore.OpenDeliveries> open, ZoneId zone) {
        var columns = new TextTable(
                4, List.of("platform", "cause", "state", "oldest due (" + Texts.zone(zone) + ")", "deliveries"));
        open.forEach(each -> columns.row(
                List.of(each.platform().title(), each.cause().id(), each.state().id(), moment(each.oldest(), zone)),
                each.deliveries()));
        return open.isEmpty() ? List.of("The queue is empty, and nothing failed.") : columns.lines();
    }

    static List<String> failed(
            List<FailureStore.FailureCount> counts, List<FailureStore.FailedDelivery> newest, ZoneId zone) {
        if (counts.isEmpty()) {
            return List.of("Nothing failed.");
        }
        var columns = new TextTable(1, List.of("reason", "deliveries"));
        counts.forEach(each -> columns.row(List.of(each.failure()), each.deliveries()));
        List<String> lines = new ArrayList<>(columns.lines());
        lines.add("");
        var each = new TextTable(
                7,
                List.of("number", "time (" + Texts.zone(zone) + ")", "platform", "chat", "about", "reason", "detail"));
        newest.forEach(one -> each.row(List.of(
                Long.toString(one.number()),
                moment(one.at(), zone),
                one.platform().title(),
                one.chat(),
                one.about(),
                one.failure(),
                one.reason())));
        lines.addAll(each.lines());
        return lines;
    }

    static List<String> retried(FailedRetries.RetryCounts retried) {
        if (retried.queued() + retried.paused() + retried.skipped() == 0) {
            return List.of("Nothing failed.");
        }
        List<String> lines = new ArrayList<>();
        if (retried.queued() > 0) {
            lines.add("%s queued for retry. The running bot sends them within seconds."
                    .formatted(deliveries(retried.queued())));
        }
        if (retried.paused() > 0) {
            lines.add(("%s paused: their chats are still unreachable, or were stopped by their readers. They resume by"
                            + " themselves once the chats are back.")
                    .formatted(deliveries(retried.paused())));
        }
        if (retried.skipped() > 0) {
            lines.add(
                    "%s skipped: replies, and messages that nobody is waiting for any more (unsubscribed, withdrawn or stopped)."
                            .formatted(deliveries(retried.skipped())));
        }
        return lines;
    }

    private static String deliveries(long number) {
        return "%,d %s".formatted(number, number == 1 ? "delivery" : "deliveries");
    }

    private static String moment(Instant at, ZoneId zone) {
        return TIMESTAMP.format(at.atZone(zone));
    }
}
