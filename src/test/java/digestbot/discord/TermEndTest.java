package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import digestbot.GivenTime;
import digestbot.Logged;
import digestbot.Waiting;
import digestbot.cluster.ClusterNode;
import digestbot.cluster.ClusterStatus;
import digestbot.cluster.ClusterStatus.LeaderRow;
import digestbot.cluster.LeaderTerm;
import digestbot.cluster.SharedClock;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.discord.DiscordSandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node whose term is over leaves interactions and events to another one.
@Tag("full")
@Tag("database")
class TermEndTest {

    private static final SandboxPerson ADA = new SandboxPerson(801, "Ada", "en");

    @TempDir
    Path folder;

    private final DiscordFixture.Chats chats = new DiscordFixture.Chats();
    private Database database;
    private DiscordSandbox sandbox;
    private ClusterNode node;
    private final CompletableFuture<LeaderTerm> taken = new CompletableFuture<>();

    @BeforeEach
    void start() {
        database = TestDatabase.open(folder.resolve("d.sqlite"));
        sandbox = DiscordSandbox.start(0, DiscordFixture.TOKEN);
        sandbox.acknowledgeWithin(Duration.ofMinutes(5));
        node = new ClusterNode(database, "one", "1.0", "abc", new SharedClock(database, GivenTime.CLOCK));
        node.add(started -> {
            taken.complete(started);
            return () -> {};
        });
        node.start();
    }

    @AfterEach
    void stop() {
        node.close();
        sandbox.close();
        database.close();
    }

    /// Gives the lease back, as a node that stops does.
    private void giveBack() {
        node.close();
        await().until(
                        () -> database.read(ClusterStatus::read).leader().flatMap(LeaderRow::node),
                        leader -> leader.filter("one"::equals).isEmpty());
    }

    @Test
    void anInteractionAfterTheEndOfTheTermIsLeftToAnotherNode() throws Exception {
        var answers = new DiscordFixture.Answers();
        LeaderTerm term = taken.get();
        try (var platform = platform(answers, term);
                var log = Logged.by("digestbot.discord")) {
            DiscordFixture.logIn(platform);
            SandboxPlace channel = sandbox.channel("news");
            giveBack();
            sandbox.write(ADA, channel, "/today");
            awaitLine(log, "an interaction is left to another node");
            assertThat(answers.asked).isEmpty();
            assertThat(sandbox.requests()).noneMatch(request -> request.path().endsWith("/callback"));
        }
    }

    @Test
    void noInteractionIsHandledOnceThePlatformReceivesNothingMore() throws Exception {
        var answers = new DiscordFixture.Answers();
        try (var platform = platform(answers, LeaderTerm.PERMANENT)) {
            DiscordFixture.logIn(platform);
            SandboxPlace channel = sandbox.channel("news");
            sandbox.write(ADA, channel, "/today");
            Waiting.exactly(1, () -> answers.asked);
            platform.stopReceiving();
            sandbox.write(ADA, channel, "/today");
            SandboxPlace later = sandbox.channel("later");
            await().until(() -> platform.channel(later.id()), Optional::isPresent);
        }
        assertThat(answers.asked).hasSize(1);
    }

    @Test
    void anEventAfterTheEndOfTheTermIsLeftToAnotherNode() throws Exception {
        LeaderTerm term = taken.get();
        try (var platform = platform(new DiscordFixture.Answers(), term);
                var log = Logged.by("digestbot.discord")) {
            DiscordFixture.logIn(platform);
            SandboxPlace channel = sandbox.channel("news");
            await().until(() -> platform.channel(channel.id()), Optional::isPresent);
            giveBack();
            sandbox.deleteChannel(channel);
            awaitLine(log, "an event of Discord is left to another node");
            assertThat(chats.told).noneMatch(told -> told.startsWith("unreachable"));
        }
    }

    @Test
    void theNodeThatTakesOverConnectsAllShards() throws Exception {
        sandbox.gateway().recommendShards(3);
        taken.get();
        try (var first = platform(new DiscordFixture.Answers(), LeaderTerm.PERMANENT)) {
            DiscordFixture.logIn(first);
            assertThat(sandbox.gateway().shards()).containsExactly(0, 1, 2);
        }
        var answers = new DiscordFixture.Answers();
        var started = new CompletableFuture<DiscordPlatform>();
        var other = new ClusterNode(database, "two", "1.0", "abc", new SharedClock(database, GivenTime.CLOCK));
        other.add(term -> {
            DiscordPlatform platform = platform(answers, term);
            platform.start(() -> {});
            started.complete(platform);
            return platform::close;
        });
        try {
            other.start();
            giveBack();
            assertThat(started.get().awaitReady(Duration.ofMinutes(1))).isTrue();
            assertThat(sandbox.gateway().shards()).containsExactly(0, 1, 2);
            for (int shard = 0; shard < 3; shard++) {
                sandbox.write(ADA, sandbox.channel(shard, "news-" + shard), "/today");
                Waiting.exactly(shard + 1, () -> answers.asked);
            }
        } finally {
            other.close();
        }
    }

    private static void awaitLine(Logged log, String part) {
        await().untilAsserted(() -> assertThat(log.from(Level.DEBUG)).anyMatch(line -> line.contains(part)));
    }

    private DiscordPlatform platform(DiscordFixture.Answers answers, LeaderTerm term) {
        return DiscordFixture.platform(DiscordFixture.settings(sandbox), database, answers, chats, term);
    }
}
