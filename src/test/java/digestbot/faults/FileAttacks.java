package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.outside.BotHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Attacks through the folder of digests.
final class FileAttacks {

    private FileAttacks() {}

    /// Very many files that are no digests, and a FIFO that takes a file's place while the bot looks at
    /// the folder.
    ///
    /// @param swapping the time for which the FIFO and the file take each other's place
    record BadFiles(int files, Duration swapping) implements Attack {

        private static final int SWAPPED = 30;
        private static final long FLICKER = Duration.ofMillis(5).toNanos();

        @Override
        public String name() {
            return "files";
        }

        @Override
        public int disk() {
            return 48;
        }

        @Override
        public long run(AttackedBot bot) throws Exception {
            for (int i = 0; i < files && bot.isAlive(); i++) {
                Files.writeString(
                        bot.botHome.digests().resolve("bad-%05d.md".formatted(i)),
                        "---\ntitle: Number " + i + "\n---\nnothing\n");
            }
            swap(bot);
            return files;
        }

        /// Replaces files by a FIFO, and the other way round: some of them when the bot is about to
        /// open the file that it has just seen.
        private void swap(AttackedBot bot) throws IOException, InterruptedException {
            Path folder = bot.botHome.folder();
            Path fifo = folder.resolve("fifo");
            assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                    .as("mkfifo")
                    .isZero();
            Path next = folder.resolve("next");
            List<Path> plain = new ArrayList<>();
            for (int i = 0; i < SWAPPED; i++) {
                plain.add(Files.writeString(folder.resolve("file-" + i), "no digest"));
            }
            long end = System.nanoTime() + swapping.toNanos();
            var random = new Random(17);
            var there = new BitSet();
            while (System.nanoTime() < end && bot.isAlive()) {
                for (int i = 0; i < SWAPPED; i++) {
                    if (random.nextBoolean()) {
                        Files.createLink(next, there.get(i) ? fifo : plain.get(i));
                        Files.move(next, shown(bot, i), StandardCopyOption.ATOMIC_MOVE);
                        there.flip(i);
                    }
                }
                LockSupport.parkNanos(FLICKER);
            }
            for (int i = 0; i < SWAPPED; i++) {
                Files.deleteIfExists(shown(bot, i));
            }
        }

        private static Path shown(AttackedBot bot, int i) {
            return bot.botHome.digests().resolve("swapped-" + i + ".md");
        }
    }

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
}
