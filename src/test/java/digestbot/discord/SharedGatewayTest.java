package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.cluster.ClusterNode;
import digestbot.cluster.ClusterStatus;
import digestbot.cluster.Seat;
import digestbot.cluster.SeatTerm;
import digestbot.cluster.SharedClock;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.delivery.api.ApiToken;
import digestbot.discord.gateway.GatewayShare;
import digestbot.discord.gateway.ShardRange;
import digestbot.discord.gateway.SharedGateway;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.discord.DiscordSandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the nodes that share an account agree on.
@Tag("full")
@Tag("database")
class SharedGatewayTest {

    private static final SandboxPerson ADA = new SandboxPerson(801, "Ada", "en");

    @TempDir
    Path folder;

    private final DiscordFixture.Chats chats = new DiscordFixture.Chats();
    private Database database;
    private DiscordSandbox sandbox;
    private ClusterNode node;
    private Seat sender;
    private SharedGateway gateway;

    @BeforeEach
    void start() {
        database = TestDatabase.open(folder.resolve("d.sqlite"));
        sandbox = DiscordSandbox.start(0, DiscordFixture.TOKEN, InstantSource.system());
        sandbox.acknowledgeWithin(Duration.ofMinutes(5));
        DiscordSettings settings = DiscordFixture.settings(sandbox);
        sender = Seat.ofAccount("discord", settings.account());
        gateway = new SharedGateway(database, settings.account(), new RecommendedShards(settings), sender);
        node = new ClusterNode(database, "one", "1.0", "abc", new SharedClock(database));
        node.start();
    }

    @AfterEach
    void stop() {
        node.close();
        sandbox.close();
        database.close();
    }

    private SeatTerm take(Seat seat) throws Exception {
        var term = new CompletableFuture<SeatTerm>();
        node.add(seat, started -> {
            term.complete(started);
            return () -> {};
        });
        return term.get();
    }

    private void giveBack(Seat seat) {
        node.remove(seat);
        await().until(() -> database.read(ClusterStatus::read).holder(seat).isEmpty());
    }

    @Test
    void thereIsNoFurtherRangeWithOneShard() throws Exception {
        SeatTerm term = take(sender);
        assertThat(gateway.first(term).shards().get()).contains(new ShardRange(0, 0, 1));
        assertThat(gateway.furtherRanges()).contains(List.of());
    }

    @Test
    void theFurtherRangesAreKnownOnceTheNodeThatSendsHasConfirmedThem() throws Exception {
        sandbox.recommendShards(8);
        assertThat(gateway.furtherRanges()).isEmpty();
        SeatTerm term = take(sender);
        assertThat(gateway.furtherRanges()).isEmpty();
        assertThat(gateway.first(term).shards().get()).contains(new ShardRange(0, 1, 8));
        List<ShardRange> further = List.of(new ShardRange(2, 3, 8), new ShardRange(4, 5, 8), new ShardRange(6, 7, 8));
        assertThat(gateway.furtherRanges()).contains(further);

        giveBack(sender);
        assertThat(gateway.furtherRanges()).as("nobody sends").isEmpty();
        SeatTerm next = take(sender);
        assertThat(gateway.furtherRanges()).as("not confirmed in the new term").isEmpty();
        assertThat(gateway.first(next).shards().get()).contains(new ShardRange(0, 1, 8));
        assertThat(gateway.furtherRanges()).contains(further);
    }

    @Test
    void theNumberOfShardsChangesOnlyWhileNoFurtherRangeIsHeld() throws Exception {
        sandbox.recommendShards(8);
        GatewayShare first = gateway.first(take(sender));
        assertThat(first.shards().get()).contains(new ShardRange(0, 1, 8));
        ShardRange range = new ShardRange(4, 5, 8);
        GatewayShare further = gateway.further(range, take(gateway.seat(range)));
        assertThat(further.shards().get()).contains(range);

        sandbox.recommendShards(16);
        assertThat(first.shards().get()).contains(new ShardRange(0, 1, 8));
        assertThat(further.shards().get()).contains(range);

        giveBack(gateway.seat(range));
        assertThat(first.shards().get()).contains(new ShardRange(0, 1, 16));
        assertThatThrownBy(() -> further.shards().get()).hasMessageContaining("from 8 to 16");
    }

    @Test
    void aNodeThatDoesNotSendAnyMoreChangesNothing() throws Exception {
        SeatTerm term = take(sender);
        giveBack(sender);
        assertThatThrownBy(() -> gateway.first(term).shards().get()).isInstanceOf(SeatTerm.TermEndedException.class);
        assertThat(gateway.furtherRanges()).isEmpty();
    }

    @Test
    void aTokenThatIsRefusedIsToldFromOtherFailures() throws Exception {
        var settings = new DiscordSettings(new ApiToken("another"), sandbox.apiUrl(), Optional.empty());
        GatewayShare share = new SharedGateway(database, settings.account(), new RecommendedShards(settings), sender)
                .first(take(sender));
        assertThatThrownBy(() -> share.shards().get()).isInstanceOf(InvalidTokenException.class);
    }

    @Test
    void anInteractionAfterTheEndOfTheTermIsLeftToAnotherNode() throws Exception {
        var answers = new DiscordFixture.Answers();
        SeatTerm term = take(sender);
        try (var platform = platform(answers, term);
                var log = Logged.by("digestbot.discord")) {
            DiscordFixture.logIn(platform);
            SandboxPlace channel = sandbox.channel("news");
            giveBack(sender);
            sandbox.write(ADA, channel, "/today");
            await().until(() -> log.from(Level.DEBUG).stream()
                    .anyMatch(line -> line.contains("an interaction is left to another node")));
            assertThat(answers.asked).isEmpty();
            assertThat(sandbox.requests()).noneMatch(request -> request.path().endsWith("/callback"));
        }
    }

    @Test
    void noInteractionIsHandledOnceThePlatformReceivesNothingMore() throws Exception {
        var answers = new DiscordFixture.Answers();
        try (var platform = platform(answers, SeatTerm.PERMANENT)) {
            DiscordFixture.logIn(platform);
            SandboxPlace channel = sandbox.channel("news");
            sandbox.write(ADA, channel, "/today");
            await().until(() -> !answers.asked.isEmpty());
            platform.stopReceiving();
            sandbox.write(ADA, channel, "/today");
            SandboxPlace later = sandbox.channel("later");
            await().until(() -> platform.channel(later.id()).isPresent());
        }
        assertThat(answers.asked).hasSize(1);
    }

    @Test
    void anEventAfterTheEndOfTheTermIsLeftToAnotherNode() throws Exception {
        SeatTerm term = take(sender);
        try (var platform = platform(new DiscordFixture.Answers(), term);
                var log = Logged.by("digestbot.discord")) {
            DiscordFixture.logIn(platform);
            SandboxPlace channel = sandbox.channel("news");
            await().until(() -> platform.channel(channel.id()).isPresent());
            giveBack(sender);
            chats.told.clear();
            sandbox.deleteChannel(channel);
            await().until(() -> log.from(Level.DEBUG).stream()
                    .anyMatch(line -> line.contains("an event of Discord is left to another node")));
            assertThat(chats.told).isEmpty();
        }
    }

    private DiscordPlatform platform(DiscordFixture.Answers answers, SeatTerm term) {
        return DiscordFixture.platform(DiscordFixture.settings(sandbox), database, answers, chats, term);
    }
}
