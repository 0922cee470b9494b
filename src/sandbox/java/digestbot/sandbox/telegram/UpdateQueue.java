package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxJson;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/// The updates for the bot. An update is kept until a later one is requested.
final class UpdateQueue {
    private static final long FIRST_ID = 700_000_001;
    private static final int MAX_UPDATES = 100;
    private static final int LONGEST_POLL_SECONDS = 50;

    private final Deque<ObjectNode> pending = new ArrayDeque<>();
    private final Set<String> allowed = new TreeSet<>();
    private long nextId = FIRST_ID;
    private long polls;
    private String webhook = "";
    private boolean closed;

    /// @param type the update's field, such as `message`; the update is dropped if the bot asked
    ///     for other types only
    synchronized void add(String type, ObjectNode content) {
        if (allowed.isEmpty() || allowed.contains(type)) {
            ObjectNode update = SandboxJson.object().put("update_id", nextId++);
            update.set(type, content);
            pending.addLast(update);
            notifyAll();
        }
    }

    /// Handles `getUpdates`: confirms the updates before the offset and returns those after it,
    /// waiting if there are none. A new poll ends a waiting one.
    ///
    /// @throws Refusal if another poll replaces it, or a webhook is set
    synchronized JsonNode poll(Parameters parameters) throws InterruptedException {
        if (!webhook.isEmpty()) {
            throw Refusal.conflict("can't use getUpdates method while webhook is active; "
                    + "use deleteWebhook to delete the webhook first");
        }
        long poll = ++polls;
        notifyAll();
        allow(parameters);
        confirm(parameters.number("offset").orElse(0));
        int limit = parameters.number("limit", MAX_UPDATES, 1, MAX_UPDATES);
        long wait = TimeUnit.SECONDS.toNanos(parameters.number("timeout", 0, 0, LONGEST_POLL_SECONDS));
        long deadline = System.nanoTime() + wait;
        for (long left = wait; pending.isEmpty() && left > 0 && !closed; left = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            if (poll != polls) {
                throw Refusal.conflict(
                        "terminated by other getUpdates request; " + "make sure that only one bot instance is running");
            }
        }
        return SandboxJson.array(pending.stream().limit(limit).toList());
    }

    private void allow(Parameters parameters) {
        parameters
                .json("allowed_updates", "allowed_updates")
                .filter(JsonNode::isArray)
                .ifPresent(types -> {
                    allowed.clear();
                    types.forEach(type -> allowed.add(type.asText()));
                });
    }

    private void confirm(long offset) {
        if (offset < 0) {
            while (pending.size() > -offset) {
                pending.removeFirst();
            }
        }
        while (!pending.isEmpty() && pending.getFirst().path("update_id").asLong() < offset) {
            pending.removeFirst();
        }
    }

    /// Handles `setWebhook` and `deleteWebhook`. The sandbox stores the address but never calls it.
    synchronized JsonNode webhook(String url, Parameters parameters) {
        webhook = url;
        if (!url.isEmpty()) {
            allow(parameters);
        }
        if (parameters.flag("drop_pending_updates")) {
            pending.clear();
        }
        return BooleanNode.TRUE;
    }

    /// Handles `getWebhookInfo`.
    synchronized JsonNode webhookInfo() {
        return SandboxJson.object()
                .put("url", webhook)
                .put("has_custom_certificate", false)
                .put("pending_update_count", pending.size());
    }

    /// The number of polls that arrived.
    synchronized long polls() {
        return polls;
    }

    /// Ends every poll.
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
