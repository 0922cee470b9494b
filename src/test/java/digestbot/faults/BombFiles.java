package digestbot.faults;

import digestbot.outside.BotHome;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Files that cost a parser far more than their size, in the form of digests.
///
/// @param duration the time for which others are watched meanwhile
record BombFiles(Duration duration) implements Attack {

    private static final int BYTES = 500_000;

    @Override
    public String name() {
        return "bombs";
    }

    @Override
    public int disk() {
        return 24;
    }

    @Override
    public long run(AttackedBot bot) throws IOException {
        BotHome botHome = bot.botHome;
        Map<String, String> bombs = bombs();
        for (Map.Entry<String, String> bomb : bombs.entrySet()) {
            botHome.drop(bomb.getKey() + ".md", bomb.getValue());
        }
        LockSupport.parkNanos(duration.toNanos());
        return bombs.size();
    }

    private static Map<String, String> bombs() {
        Map<String, String> bombs = new LinkedHashMap<>();
        bombs.put("backticks", body("backticks", "- " + growing()));
        bombs.put(
                "references",
                body(
                        "references",
                        IntStream.range(0, 20_000)
                                .mapToObj(i -> "[" + i + "]: https://example.org/" + i)
                                .collect(Collectors.joining("\n", "- [0] and [1]\n\n", "\n"))));
        bombs.put("stars", body("stars", "- " + "*".repeat(20_000) + "a" + "*".repeat(20_000)));
        bombs.put("brackets", body("brackets", "- " + "[".repeat(BYTES)));
        bombs.put("quotes", body("quotes", "> ".repeat(20_000) + "deep"));
        bombs.put("aliases", "---\n" + aliases() + "---\n## Highlights\n\n- nothing\n");
        bombs.put("flow", "---\ntitle: " + "[".repeat(50_000) + "\n---\n## Highlights\n\n- nothing\n");
        return bombs;
    }

    /// Runs of backticks, each longer than the one before, so that none closes another.
    private static String growing() {
        StringBuilder runs = new StringBuilder();
        for (int i = 1; runs.length() < BYTES; i++) {
            runs.append("`".repeat(i)).append('a');
        }
        return runs.toString();
    }

    /// An alias nested nine times, nine levels deep.
    private static String aliases() {
        return IntStream.range(1, 10)
                .mapToObj(i -> "a%d: &a%d [%s]\n"
                        .formatted(
                                i,
                                i,
                                i == 1
                                        ? "x,x,x,x,x,x,x,x,x"
                                        : String.join(",", Collections.nCopies(9, "*a" + (i - 1)))))
                .collect(Collectors.joining());
    }

    private static String body(String topic, String highlights) {
        return new MarkedDigests(topic, "z", 1)
                .text()
                .replaceFirst("- Qzh00Q[^\n]*", Matcher.quoteReplacement(highlights));
    }
}
