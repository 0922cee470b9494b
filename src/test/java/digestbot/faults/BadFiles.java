package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

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
        Path digests = bot.botHome.digests();
        for (int i = 0; i < files && bot.isAlive(); i++) {
            Files.writeString(
                    digests.resolve("bad-%05d.md".formatted(i)), "---\ntitle: Number " + i + "\n---\nnothing\n");
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
                .isZero();
        Path next = folder.resolve("next");
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < SWAPPED; i++) {
            files.add(Files.writeString(folder.resolve("file-" + i), "no digest"));
        }
        long end = System.nanoTime() + swapping.toNanos();
        var random = new Random(17);
        var there = new BitSet();
        while (System.nanoTime() < end && bot.isAlive()) {
            for (int i = 0; i < SWAPPED; i++) {
                if (random.nextBoolean()) {
                    Files.createLink(next, there.get(i) ? fifo : files.get(i));
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
