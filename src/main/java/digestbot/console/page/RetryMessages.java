package digestbot.console.page;

import digestbot.delivery.retries.FailedRetries.RetryCounts;
import java.util.ArrayList;
import java.util.List;

/// The messages about failed deliveries that were retried.
public final class RetryMessages {

    private RetryMessages() {}

    /// The query that shows them on a page.
    public static String query(RetryCounts retried) {
        if (!retried.isAny()) {
            return FlashMessage.RETRY_NONE.query();
        }
        List<String> messages = new ArrayList<>();
        if (retried.queued() > 0) {
            messages.add(FlashMessage.RETRY_QUEUED.query(retried.queued()));
        }
        if (retried.paused() > 0) {
            messages.add(FlashMessage.RETRY_PAUSED.query(retried.paused()));
        }
        return String.join("&", messages);
    }
}
