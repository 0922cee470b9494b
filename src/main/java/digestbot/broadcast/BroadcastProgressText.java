package digestbot.broadcast;

import digestbot.content.TextShortener;
import digestbot.i18n.BroadcastPhrase;
import digestbot.i18n.Phrase;
import digestbot.i18n.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Formats the progress of a broadcast or of its withdrawal as one line.
final class BroadcastProgressText {

    private static final int CELLS = 10;
    private static final String BETWEEN = " · ";
    private static final int CAUSES = 3;
    private static final int LONGEST_CAUSE = 80;

    private static final Duration IN_SECONDS = Duration.ofSeconds(90);
    private static final Duration IN_MINUTES = Duration.ofMinutes(90);

    private final Texts words;

    BroadcastProgressText(Texts words) {
        this.words = words;
    }

    String of(BroadcastProgress progress) {
        return switch (progress.state()) {
            case STOPPED -> {
                List<String> parts = outcome(BroadcastPhrase.SENT, progress);
                parts.add(words.say(BroadcastPhrase.SKIPPED, progress.left()));
                yield words.say(BroadcastPhrase.STOPPED, joined(parts));
            }
            case WITHDRAWN ->
                progress.over()
                        ? joined(outcome(BroadcastPhrase.WITHDRAWN, progress))
                        : joined(underWay(BroadcastPhrase.WITHDRAWING, progress));
            case PAUSED -> words.say(BroadcastPhrase.PAUSED, bar(progress), progress.percent());
            case DRAFT, SCHEDULED, RUNNING, DONE, DISCARDED ->
                progress.over()
                        ? joined(outcome(BroadcastPhrase.SENT, progress))
                        : joined(underWay(BroadcastPhrase.SENDING, progress));
        };
    }

    private static String joined(List<String> parts) {
        return String.join(BETWEEN, parts);
    }

    private static String bar(BroadcastProgress progress) {
        int full = progress.percent() * CELLS / 100;
        return "▓".repeat(full) + "░".repeat(CELLS - full);
    }

    /// @param doing takes the progress bar and the percentage
    private List<String> underWay(Phrase doing, BroadcastProgress progress) {
        List<String> parts = new ArrayList<>();
        parts.add(words.say(doing, bar(progress), progress.percent()));
        progress.speed().ifPresent(speed -> {
            if (speed.perSecond() > 0) {
                parts.add(words.say(BroadcastPhrase.PER_SECOND, speed.perSecond()));
            }
            parts.add(left(speed.needs(progress.left())));
        });
        return parts;
    }

    private String left(Duration time) {
        if (time.compareTo(IN_SECONDS) < 0) {
            return words.say(BroadcastPhrase.SECONDS_LEFT, Math.max(1, time.toSeconds()));
        }
        return time.compareTo(IN_MINUTES) < 0
                ? words.say(BroadcastPhrase.MINUTES_LEFT, time.toMinutes())
                : words.say(BroadcastPhrase.HOURS_LEFT, time.toHours());
    }

    /// @param done takes the number of messages
    private List<String> outcome(Phrase done, BroadcastProgress progress) {
        List<String> parts = new ArrayList<>();
        parts.add(words.say(done, progress.parts().sent()));
        if (progress.parts().unreachable() > 0) {
            parts.add(words.say(BroadcastPhrase.UNREACHABLE, progress.parts().unreachable()));
        }
        long failures = progress.parts().failures();
        if (failures > 0) {
            parts.add(words.say(
                    BroadcastPhrase.FAILED, failures, causes(progress.parts().failed())));
        }
        return parts;
    }

    /// The most frequent causes, as the platform names them.
    private String causes(Map<String, Long> failed) {
        String named = failed.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(CAUSES)
                .map(cause ->
                        TextShortener.to(LONGEST_CAUSE, line(cause.getKey())) + ": " + words.number(cause.getValue()))
                .collect(Collectors.joining(", "));
        return failed.size() > CAUSES ? named + ", …" : named;
    }

    /// A reason from a platform, kept on one line.
    private static String line(String cause) {
        return cause.replaceAll("\\s+", " ").strip();
    }
}
