package digestbot.broadcast;

import digestbot.edition.Shortened;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Says how far an announcement is, on one line.
final class ProgressText {

    private static final int CELLS = 10;
    private static final String BETWEEN = " · ";
    private static final int CAUSES = 3;
    private static final int LONGEST_CAUSE = 80;

    private static final Duration IN_SECONDS = Duration.ofSeconds(90);
    private static final Duration IN_MINUTES = Duration.ofMinutes(90);

    private final Words words;

    ProgressText(Words words) {
        this.words = words;
    }

    String of(Progress progress) {
        if (progress.stopped()) {
            List<String> parts = outcome(progress);
            parts.add(words.say(Phrase.BROADCAST_NOT_SENT, progress.left()));
            return words.say(Phrase.BROADCAST_STOPPED, String.join(BETWEEN, parts));
        }
        return String.join(BETWEEN, progress.over() ? outcome(progress) : underWay(progress));
    }

    private List<String> underWay(Progress progress) {
        List<String> parts = new ArrayList<>();
        int percent = progress.percent();
        int full = percent * CELLS / 100;
        parts.add(words.say(Phrase.BROADCAST_SENDING, "▓".repeat(full) + "░".repeat(CELLS - full), percent));
        progress.speed().ifPresent(speed -> {
            if (speed.perSecond() > 0) {
                parts.add(words.say(Phrase.BROADCAST_PER_SECOND, speed.perSecond()));
            }
            parts.add(left(speed.needs(progress.left())));
        });
        return parts;
    }

    private String left(Duration time) {
        if (time.compareTo(IN_SECONDS) < 0) {
            return words.say(Phrase.BROADCAST_SECONDS_LEFT, Math.max(1, time.toSeconds()));
        }
        return time.compareTo(IN_MINUTES) < 0
                ? words.say(Phrase.BROADCAST_MINUTES_LEFT, time.toMinutes())
                : words.say(Phrase.BROADCAST_HOURS_LEFT, time.toHours());
    }

    private List<String> outcome(Progress progress) {
        List<String> parts = new ArrayList<>();
        parts.add(words.say(Phrase.BROADCAST_SENT, progress.parts().sent()));
        if (progress.parts().unreachable() > 0) {
            parts.add(words.say(Phrase.BROADCAST_UNREACHABLE, progress.parts().unreachable()));
        }
        long failures = progress.parts().failures();
        if (failures > 0) {
            parts.add(words.say(
                    Phrase.BROADCAST_FAILED, failures, causes(progress.parts().failed())));
        }
        return parts;
    }

    /// The most frequent causes, as the platform names them.
    private String causes(Map<String, Long> failed) {
        String named = failed.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(CAUSES)
                .map(cause -> Shortened.to(LONGEST_CAUSE, line(cause.getKey())) + ": " + words.number(cause.getValue()))
                .collect(Collectors.joining(", "));
        return failed.size() > CAUSES ? named + ", …" : named;
    }

    /// Whatever a platform says, it stays on the line.
    private static String line(String cause) {
        return cause.replaceAll("\\s+", " ").strip();
    }
}
