package digestbot.chat.dispatch;

import digestbot.audience.Platform;
import digestbot.content.action.ChatAction;
import digestbot.content.action.Invocation;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts what people asked the bot since the start, answered or not. Thread-safe.
public final class UpdateCounters {

    private final Map<Platform, Map<Kind, LongAdder>> counts = new ConcurrentHashMap<>();

    private enum Kind {
        COMMAND,
        PRESS,
        INLINE,
        /// Text that is no command.
        OTHER;

        private static Kind of(Invocation invocation) {
            if (invocation.byPress()) {
                return PRESS;
            }
            return invocation.action() instanceof ChatAction.Unknown ? OTHER : COMMAND;
        }

        private String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    void add(Platform platform, Invocation invocation) {
        add(platform, Kind.of(invocation));
    }

    void addInlineQuery(Platform platform) {
        add(platform, Kind.INLINE);
    }

    private void add(Platform platform, Kind kind) {
        counts.computeIfAbsent(platform, _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(kind, _ -> new LongAdder())
                .increment();
    }

    /// The counts of a platform by kind: command, press, inline or other.
    public Map<String, Long> of(Platform platform) {
        Map<Kind, LongAdder> known = counts.getOrDefault(platform, Map.of());
        Map<String, Long> read = new TreeMap<>();
        Arrays.stream(Kind.values())
                .forEach(kind -> read.put(
                        kind.id(), known.getOrDefault(kind, new LongAdder()).sum()));
        return read;
    }
}
