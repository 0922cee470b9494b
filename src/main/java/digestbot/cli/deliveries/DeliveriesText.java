package digestbot.cli.deliveries;

import digestbot.cli.common.TextTable;
import digestbot.delivery.retries.FailedRetries;
import digestbot.delivery.status.FailureStore;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/// For people.
final class DeliveriesText {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    private DeliveriesText() {}

    static List<String> open(List<FailureStore.Open> open, ZoneId zone) {
        var columns = new TextTable(4, List.of("platform", "cause", "state", "oldest due", "deliveries"));
        open.forEach(each -> columns.row(
                List.of(each.platform().id(), each.cause().id(), each.state().id(), moment(each.oldest(), zone)),
                each.deliveries()));
        return open.isEmpty() ? List.of("Nothing is owed, held or failed.") : columns.lines();
    }

    static List<String> failed(List<FailureStore.Count> counts, List<FailureStore.Failed> newest, ZoneId zone) {
        if (counts.isEmpty()) {
            return List.of("Nothing failed.");
        }
        var columns = new TextTable(1, List.of("failed of", "deliveries"));
        counts.forEach(each -> columns.row(List.of(each.failure()), each.deliveries()));
        List<String> lines = new ArrayList<>(columns.lines());
        lines.add("");
        var each = new TextTable(7, List.of("number", "when", "platform", "chat", "about", "failed of", "reason"));
        newest.forEach(one -> each.row(List.of(
                Long.toString(one.number()),
                moment(one.at(), zone),
                one.platform().id(),
                one.chat(),
                one.about(),
                one.failure(),
                one.reason())));
        lines.addAll(each.lines());
        return lines;
    }

    static List<String> retried(FailedRetries.Retried retried) {
        if (retried.owed() + retried.held() + retried.left() == 0) {
            return List.of("Nothing failed.");
        }
        List<String> lines = new ArrayList<>();
        lines.add("%,d owed again; a running bot sends them within seconds.".formatted(retried.owed()));
        if (retried.held() > 0) {
            lines.add("%,d held: their chats cannot be reached or have stopped; they wait until these are back."
                    .formatted(retried.held()));
        }
        if (retried.left() > 0) {
            lines.add("%,d left as they are: answers, and what was unsubscribed, withdrawn or stopped meanwhile."
                    .formatted(retried.left()));
        }
        return lines;
    }

    private static String moment(Instant at, ZoneId zone) {
        return MOMENT.format(at.atZone(zone));
    }
}
