package digestbot.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class ParentProcessTest {

    @TempDir
    Path folder;

    @Test
    void aBotEndsWithTheProcessThatMustNotBeOutlived() throws IOException, InterruptedException {
        BotHome home = BotHome.in(folder);
        Path config = home.configFile(URI.create("http://127.0.0.1:1"), Optional.empty(), "");
        Process parent = new ProcessBuilder("sleep", "1000").start();
        try (BotProcess bot =
                BotProcess.start(config, home.log(), BotProcess.QUICK, "-Ddigestbot.parent=" + parent.pid())) {
            Awaitility.await().untilAsserted(() -> assertThat(bot.log()).contains(" started: watching"));
            parent.destroyForcibly().waitFor();
            bot.process().onExit().join();
        } finally {
            parent.destroyForcibly();
        }
    }
}
