package digestbot.broadcast;

import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.Broadcast.SendState;
import digestbot.content.TextShortener;
import digestbot.delivery.fanout.FanOutProgress;
import digestbot.i18n.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The progress of a broadcast or of its withdrawal.
record BroadcastProgress(
        BroadcastState state,
        boolean finished,
        long total,
        FanOutProgress deliveries,
        Optional<Throughput> throughput) {

    record Throughput(long settled, Duration time) {

        long perSecond() {
            return Math.round(settled * 1e9 / time.toNanos());
        }

        Duration timeFor(long count) {
            return Duration.ofNanos((long) ((double) time.toNanos() / settled * count));
        }
    }

    /// The parts are the deliveries of the broadcast, or of its withdrawal.
    static BroadcastProgress of(Broadcast broadcast, FanOutProgress parts) {
        SendState sendState = broadcast.sendState().orElseThrow();
        boolean allHandled = switch (broadcast.state()) {
            case WITHDRAWN -> sendState.withdrawalCursor().isEmpty();
            case STOPPED -> true;
            case DRAFT, SCHEDULED, RUNNING, PAUSED, DONE, DISCARDED ->
                sendState.fullyPlanned() && sendState.retryCursor().isEmpty();
        };
        boolean all = broadcast.state() == BroadcastState.WITHDRAWN ? allHandled : sendState.fullyPlanned();
        return new BroadcastProgress(
                broadcast.state(),
                parts.waiting() == 0 && allHandled,
                sendState.recipients(parts.all(), all),
                parts,
                Optional.empty());
    }

    BroadcastProgress withThroughput(Throughput measured) {
        return new BroadcastProgress(
                state, finished, total, deliveries, Optional.of(measured).filter(each -> each.settled() > 0));
    }

    long remaining() {
        return total - deliveries.settled();
    }

    int percent() {
        return total == 0 ? 100 : (int) (deliveries.settled() * 100 / total);
    }

    String line(Texts texts) {
        return new ProgressLine(texts).of(this);
    }

    private static final class ProgressLine {

        private static final int BAR_WIDTH = 10;
        private static final String SEPARATOR = " · ";
        private static final int MAX_REASONS = 3;
        private static final int MAX_REASON_LENGTH = 80;

        private static final Duration IN_SECONDS = Duration.ofSeconds(90);
        private static final Duration IN_MINUTES = Duration.ofMinutes(90);

        private final Texts texts;

        ProgressLine(Texts texts) {
            this.texts = texts;
        }

        String of(BroadcastProgress progress) {
            return switch (progress.state()) {
                case STOPPED -> {
                    List<String> parts = outcome("broadcast-sent", progress);
                    parts.add(texts.format("broadcast-skipped", progress.remaining()));
                    yield texts.format("broadcast-stopped", joined(parts));
                }
                case WITHDRAWN ->
                    progress.finished()
                            ? joined(outcome("broadcast-withdrawn", progress))
                            : joined(underWay("broadcast-withdrawing", progress));
                case PAUSED -> share("broadcast-paused", progress);
                case DRAFT, SCHEDULED, RUNNING, DONE, DISCARDED ->
                    progress.finished()
                            ? joined(outcome("broadcast-sent", progress))
                            : joined(underWay("broadcast-sending", progress));
            };
        }

        private static String joined(List<String> parts) {
            return String.join(SEPARATOR, parts);
        }

        private static String bar(BroadcastProgress progress) {
            int full = progress.percent() * BAR_WIDTH / 100;
            return "▓".repeat(full) + "░".repeat(BAR_WIDTH - full);
        }

        /// The settled deliveries as a bar, as a number, and as a percentage.
        private String share(String doing, BroadcastProgress progress) {
            return texts.format(
                    doing, bar(progress), progress.deliveries().settled(), progress.total(), progress.percent());
        }

        private List<String> underWay(String doing, BroadcastProgress progress) {
            List<String> parts = new ArrayList<>();
            parts.add(share(doing, progress));
            progress.throughput().ifPresent(throughput -> {
                if (throughput.perSecond() > 0) {
                    parts.add(texts.format("broadcast-per-second", throughput.perSecond()));
                }
                parts.add(left(throughput.timeFor(progress.remaining())));
            });
            return parts;
        }

        private String left(Duration time) {
            if (time.compareTo(IN_SECONDS) < 0) {
                return texts.format("broadcast-seconds-left", Math.max(1, time.toSeconds()));
            }
            return time.compareTo(IN_MINUTES) < 0
                    ? texts.format("broadcast-minutes-left", time.toMinutes())
                    : texts.format("broadcast-hours-left", time.toHours());
        }

        private List<String> outcome(String done, BroadcastProgress progress) {
            List<String> parts = new ArrayList<>();
            parts.add(texts.format(done, progress.deliveries().sent()));
            if (progress.deliveries().unreachable() > 0) {
                parts.add(texts.format(
                        "broadcast-unreachable", progress.deliveries().unreachable()));
            }
            long failures = progress.deliveries().failures();
            if (failures > 0) {
                parts.add(texts.format(
                        "broadcast-failed",
                        failures,
                        causes(progress.deliveries().failed())));
            }
            return parts;
        }

        /// The most frequent causes, as the platform names them.
        private String causes(Map<String, Long> failed) {
            return texts.list(
                    failed.entrySet().stream()
                            .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                    .thenComparing(Map.Entry.comparingByKey()))
                            .map(cause -> TextShortener.shorten(MAX_REASON_LENGTH, line(cause.getKey())) + ": "
                                    + texts.number(cause.getValue()))
                            .toList(),
                    MAX_REASONS);
        }

        private static String line(String cause) {
            return cause.replaceAll("\\s+", " ").strip();
        }
    }
}
