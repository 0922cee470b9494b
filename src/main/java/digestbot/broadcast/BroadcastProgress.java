package digestbot.broadcast;

import digestbot.audience.Platform;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.Broadcast.SendState;
import digestbot.content.TextShortener;
import digestbot.delivery.fanout.FanOutStore.FanOutProgress;
import digestbot.i18n.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// The progress of a broadcast or, once it is withdrawn, of its withdrawal.
///
/// @param deliveries the deliveries of the broadcast, or of its withdrawal
public record BroadcastProgress(BroadcastState state, boolean finished, long total, FanOutProgress deliveries) {

    private static final int BAR_WIDTH = 10;
    private static final String SEPARATOR = " · ";
    private static final int MAX_REASONS = 3;
    private static final int MAX_REASON_LENGTH = 80;
    private static final Duration IN_SECONDS = Duration.ofSeconds(90);
    private static final Duration IN_MINUTES = Duration.ofMinutes(90);

    static BroadcastProgress of(Broadcast broadcast, FanOutProgress deliveries) {
        SendState sendState = broadcast.sendState().orElseThrow();
        boolean allHandled = switch (broadcast.state()) {
            case WITHDRAWN -> sendState.withdrawalCursor().isEmpty();
            case STOPPED -> true;
            case DRAFT, SCHEDULED, RUNNING, PAUSED, DONE, DISCARDED ->
                sendState.fullyPlanned() && sendState.retryCursor().isEmpty();
        };
        boolean complete = broadcast.state() == BroadcastState.WITHDRAWN ? allHandled : sendState.fullyPlanned();
        return new BroadcastProgress(
                broadcast.state(),
                deliveries.waiting() == 0 && allHandled,
                sendState.recipients(deliveries.all(), complete),
                deliveries);
    }

    /// The number of chats that received it or, if it is withdrawn, in which it was withdrawn.
    public long delivered() {
        return deliveries.sent();
    }

    /// The number of failed deliveries that a retry would send again.
    public long failures() {
        return deliveries.failures();
    }

    /// The known number of recipients who have neither received it nor failed to.
    public long remaining() {
        return total - deliveries.settled();
    }

    private int percent() {
        return total == 0 ? 100 : (int) (deliveries.settled() * 100 / total);
    }

    public String line(Texts texts) {
        return line(texts, Optional.empty());
    }

    /// The progress as one line, with throughput and remaining time.
    ///
    /// @param perSecond the recent number of settled deliveries per second; empty if unknown
    public String line(Texts texts, Optional<Double> perSecond) {
        return switch (state) {
            case STOPPED -> {
                List<String> parts = outcome("broadcast-sent", texts);
                parts.add(texts.format("broadcast-skipped", remaining()));
                yield texts.format("broadcast-stopped", String.join(SEPARATOR, parts));
            }
            case PAUSED -> share("broadcast-paused", texts);
            case WITHDRAWN -> line("broadcast-withdrawing", "broadcast-withdrawn", texts, perSecond);
            case DRAFT, SCHEDULED, RUNNING, DONE, DISCARDED ->
                line("broadcast-sending", "broadcast-sent", texts, perSecond);
        };
    }

    private String line(String doing, String done, Texts texts, Optional<Double> perSecond) {
        return String.join(SEPARATOR, finished ? outcome(done, texts) : underWay(doing, texts, perSecond));
    }

    /// The settled deliveries as a bar, as a number, and as a percentage.
    private String share(String doing, Texts texts) {
        int full = percent() * BAR_WIDTH / 100;
        return texts.format(
                doing, "▓".repeat(full) + "░".repeat(BAR_WIDTH - full), deliveries.settled(), total, percent());
    }

    private List<String> underWay(String doing, Texts texts, Optional<Double> perSecond) {
        List<String> parts = new ArrayList<>(List.of(share(doing, texts)));
        perSecond.filter(rate -> rate > 0).ifPresent(rate -> {
            if (Math.round(rate) > 0) {
                parts.add(texts.format("broadcast-per-second", Math.round(rate)));
            }
            parts.add(left(Duration.ofMillis((long) (remaining() * 1_000 / rate)), texts));
        });
        return parts;
    }

    private static String left(Duration time, Texts texts) {
        if (time.compareTo(IN_SECONDS) < 0) {
            return texts.format("broadcast-seconds-left", Math.max(1, time.toSeconds()));
        }
        return time.compareTo(IN_MINUTES) < 0
                ? texts.format("broadcast-minutes-left", time.toMinutes())
                : texts.format("broadcast-hours-left", time.toHours());
    }

    private List<String> outcome(String done, Texts texts) {
        List<String> parts = new ArrayList<>(List.of(texts.format(done, deliveries.sent())));
        if (deliveries.unreachable() > 0) {
            parts.add(texts.format("broadcast-unreachable", deliveries.unreachable()));
        }
        if (failures() > 0) {
            parts.add(texts.format("broadcast-failed", failures(), causes(texts)));
        }
        return parts;
    }

    /// The most frequent causes, as the platform names them.
    private String causes(Texts texts) {
        return texts.list(
                deliveries.failed().entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                        .map(cause -> TextShortener.shorten(
                                        MAX_REASON_LENGTH,
                                        cause.getKey().replaceAll("\\s+", " ").strip())
                                + ": " + texts.number(cause.getValue()))
                        .toList(),
                MAX_REASONS);
    }

    /// The figures of a broadcast so far, by platform, with the known number of recipients.
    public record BroadcastFigures(
            long recipients, Map<Platform, FanOutProgress> byPlatform, Optional<FanOutProgress> withdrawal) {

        public BroadcastFigures {
            byPlatform = Map.copyOf(byPlatform);
        }

        public long sent() {
            return sum(FanOutProgress::sent);
        }

        public long failed() {
            return sum(FanOutProgress::allFailed);
        }

        /// The number of deliveries that no longer change by themselves.
        public long settled() {
            return sum(progress -> progress.settled() + progress.cancelled());
        }

        private long sum(ToLongFunction<FanOutProgress> figure) {
            return byPlatform.values().stream().mapToLong(figure).sum();
        }

        /// The deliveries of all platforms.
        public FanOutProgress all() {
            return byPlatform.values().stream().reduce(FanOutProgress.NONE, FanOutProgress::plus);
        }

        /// The progress of the broadcast of which these are the figures.
        public BroadcastProgress progress(Broadcast broadcast) {
            return BroadcastProgress.of(
                    broadcast,
                    broadcast.state() == BroadcastState.WITHDRAWN ? withdrawal.orElse(FanOutProgress.NONE) : all());
        }
    }
}
