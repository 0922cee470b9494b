package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.app.DividedShards;
import digestbot.outside.BotProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes that divide Discord's shards, of which one is killed or suspended.
@Tag("faults")
class DividedShardsKillTest {

    private static final Duration RECONNECTED = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void theOtherNodeConnectsAllShardsAfterTheNodeThatSendsWasKilled() throws Exception {
        try (var shards = new DividedShards(folder);
                BotProcess one = start(shards, "one");
                BotProcess two = start(shards, "two")) {
            shards.awaitDivided(2);
            shards.assertAnsweredOnce();
            node(shards.sender(), one, two).kill();
            long killed = System.nanoTime();
            await().until(() -> shards.platforms.discord.shards().size() < DividedShards.SHARDS);
            await("all shards are connected")
                    .atMost(RECONNECTED)
                    .until(() -> shards.platforms.discord.shards().size() == DividedShards.SHARDS);
            System.out.printf(
                    "all shards are connected after %d ms%n",
                    Duration.ofNanos(System.nanoTime() - killed).toMillis());
            shards.assertAnsweredOnce();
            shards.assertIdentifiedApart();
        }
    }

    @Test
    void aNodeThatWasSuspendedAnswersNothingBesideItsSuccessor() throws Exception {
        try (var shards = new DividedShards(folder);
                BotProcess one = start(shards, "one");
                BotProcess two = start(shards, "two")) {
            shards.awaitDivided(2);
            int before = shards.platforms.discord.identified().size();
            int lost = shards.shardsOf(shards.sender());
            BotProcess suspended = node(shards.sender(), one, two);
            signal(suspended, "STOP");
            await("the other node has connected all shards")
                    .atMost(RECONNECTED)
                    .until(() -> shards.platforms.discord.identified().size() == before + lost);
            shards.assertAnsweredOnce();
            signal(suspended, "CONT");
            shards.awaitDivided(2);
            shards.assertAnsweredOnce();
            assertThat(shards.platforms.discord.requests())
                    .filteredOn(request -> request.path().endsWith("/callback"))
                    .as("nothing was answered by the node that was suspended")
                    .allSatisfy(request -> assertThat(request.status()).isLessThan(300));
            shards.assertIdentifiedApart();
        }
    }

    private static BotProcess start(DividedShards shards, String node) throws IOException {
        return BotProcess.start(shards.config(node), shards.home.folder().resolve(node + ".txt"), BotProcess.QUICK);
    }

    private static BotProcess node(String name, BotProcess one, BotProcess two) {
        return name.equals("one") ? one : two;
    }

    private static void signal(BotProcess node, String signal) throws IOException, InterruptedException {
        long pid = node.process().pid();
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }
}
