package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxEvents;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/// The bot, all chats and persons, and the updates for the bot. Code that reads or changes a chat
/// holds this object's lock, so that listeners and the bot are notified in the order of events.
final class TelegramWorld {
    private static final int KEPT_WHOLE = 20_000;

    final ApiObjects objects;
    final UpdateQueue updates = new UpdateQueue();
    final SandboxEvents events = new SandboxEvents();
    final InstantSource clock;

    private volatile Optional<Duration> answerTime = Optional.empty();
    private final Map<Long, SandboxChat> byId = new HashMap<>();
    private final Map<Long, SandboxPerson> people = new HashMap<>();
    private final Deque<Kept> whole = new ArrayDeque<>();

    TelegramWorld(ApiObjects objects, InstantSource clock) {
        this.objects = objects;
        this.clock = clock;
    }

    long now() {
        return clock.instant().getEpochSecond();
    }

    /// Replaces Telegram's times, which differ.
    void answerWithin(Duration time) {
        answerTime = Optional.of(time);
    }

    Duration answerTime(Duration time) {
        return answerTime.orElse(time);
    }

    boolean isLate(Instant asked, Duration time) {
        return clock.instant().isAfter(asked.plus(answerTime(time)));
    }

    Optional<SandboxChat> find(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    SandboxChat at(SandboxPlace place) {
        return byId.computeIfAbsent(place.id(), _ -> new SandboxChat(place));
    }

    Optional<SandboxPerson> person(long id) {
        return Optional.ofNullable(people.get(id));
    }

    /// This starts a private chat.
    SandboxChat join(SandboxPerson person, SandboxPlace place) {
        if (place.kind() == SandboxPlace.Kind.PRIVATE && place.id() != person.id()) {
            throw new IllegalArgumentException("The private chat %d is not that of %s, which has the number %d."
                    .formatted(place.id(), person.name(), person.id()));
        }
        people.put(person.id(), person);
        SandboxChat chat = at(place);
        chat.members.put(person.id(), person);
        return chat;
    }

    /// The successor of an upgraded group takes over all its members.
    SandboxChat fault(SandboxPlace place, SandboxFault fault) {
        SandboxChat chat = at(place);
        chat.fault.set(fault);
        if (!(fault instanceof SandboxFault.Migrated(long to))) {
            return chat;
        }
        SandboxChat successor = at(new SandboxPlace(to, place.kind(), place.title()));
        successor.members.putAll(chat.members);
        successor.administrators.putAll(chat.administrators);
        return successor;
    }

    /// Shrinks the oldest message of all chats if there are too many.
    void show(SandboxChat chat, ChatMessage message) {
        keep(chat, message);
        events.emit(() -> new SandboxEvent.Shown(ShownMessages.of(chat, message)));
    }

    void showEdited(SandboxChat chat, ChatMessage message) {
        keep(chat, message);
        events.emit(() -> new SandboxEvent.Edited(ShownMessages.of(chat, message)));
    }

    private void keep(SandboxChat chat, ChatMessage message) {
        chat.transcript.keep(message);
        whole.addLast(new Kept(chat, message.id()));
        if (whole.size() > KEPT_WHOLE) {
            Kept oldest = whole.removeFirst();
            oldest.chat.transcript.shrink(oldest.id);
        }
    }

    private record Kept(SandboxChat chat, long id) {}

    /// An update is kept until a later one is requested.
    static final class UpdateQueue {
        private static final long FIRST_ID = 700_000_001;
        private static final int MAX_UPDATES = 100;
        private static final int LONGEST_POLL_SECONDS = 50;

        private final Deque<ObjectNode> pending = new ArrayDeque<>();
        private final Set<String> allowed = new TreeSet<>();
        private long nextId = FIRST_ID;
        private long polls;
        private String webhook = "";
        private boolean closed;

        /// The type is the update's field, such as `message`; the update is dropped if the bot
        /// asked for other types only.
        synchronized void add(String type, ObjectNode content) {
            if (allowed.isEmpty() || allowed.contains(type)) {
                ObjectNode update = SandboxJson.object().put("update_id", nextId++);
                update.set(type, content);
                pending.addLast(update);
                notifyAll();
            }
        }

        /// Confirms the updates before the offset and returns those after it, waiting if there are
        /// none. A new poll ends a waiting one with a [Refusal].
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
                    throw Refusal.conflict("terminated by other getUpdates request; "
                            + "make sure that only one bot instance is running");
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

        /// The sandbox stores the address but never calls it.
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

        synchronized JsonNode webhookInfo() {
            return SandboxJson.object()
                    .put("url", webhook)
                    .put("has_custom_certificate", false)
                    .put("pending_update_count", pending.size());
        }

        synchronized long polls() {
            return polls;
        }

        synchronized void close() {
            closed = true;
            notifyAll();
        }
    }
}
