package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.cli.CommandLineResult;
import digestbot.delivery.outbox.DeliveryCause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
@Tag("sqlite")
class NightTest extends BotStory {

    private static final String NIGHT = "backup: {at: \"18:00\"}\n";

    @Test
    void theDatabaseIsBackedUpAtNightAndWhatWasSettledLongAgoIsRemovedAndCanBeRestored() throws Exception {
        drop("2026-01-05", "An old one");
        start(NIGHT);
        subscribe();
        drop(TODAY, "Something new");
        sent(DeliveryCause.DIGEST, 2);
        until(() -> settled() == 3); // an answer on Telegram, a digest on each
        clock.pass(Duration.ofMinutes(11));
        bot().runJobNow("upkeep");
        until(() -> backups().size() == 1);

        clock.pass(Duration.between(clock.instant(), Instant.parse(TODAY + "T18:00:00Z")));
        bot().runJobNow("upkeep");
        until(() -> backups().size() == 2);
        assertThat(backups().getLast().getFileName()).asString().startsWith("stage-" + TODAY + "T1800");
        assertThat(settled()).as("deliveries of today").isEqualTo(3);

        clock.pass(Duration.ofDays(15));
        bot().runJobNow("upkeep");
        until(() -> settled() == 0);
        assertThat(column("SELECT 'item' FROM delivery_item UNION ALL SELECT 'part' FROM part"))
                .as("what belonged to old deliveries")
                .isEmpty();

        bot().close();
        Path backup = backups().get(1);
        assertThat(CommandLineResult.of("restore", backup, "--config", fixture.configFile(NIGHT))
                        .err())
                .isEmpty();
        start(NIGHT);
        assertThat(settled()).as("what was restored").isEqualTo(3);
        telegram.write("/unsubscribe trade", "Unsubscribed from");
    }

    /// The oldest first.
    private List<Path> backups() throws IOException {
        Path made = fixture.database().resolveSibling("backups");
        if (!Files.isDirectory(made)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(made)) {
            return files.filter(file -> file.toString().endsWith(".sqlite"))
                    .sorted()
                    .toList();
        }
    }

    private int settled() {
        return column("SELECT state FROM delivery WHERE settled_at IS NOT NULL").size();
    }
}
