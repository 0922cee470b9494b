package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.cluster.ClusterStatus;
import digestbot.cluster.NodeRow;
import digestbot.cluster.Seat;
import digestbot.cluster.SeatRow;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.outside.BotHome;
import digestbot.outside.FreePort;
import digestbot.outside.SandboxProcess;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import digestbot.sandbox.discord.IdentifiedShard;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A simulated Discord with eight shards and a server in each, and nodes on PostgreSQL that divide these.
public final class DividedShards implements AutoCloseable {

    public static final int SHARDS = 8;

    /// Those of Telegram, of the intake, and four of Discord.
    private static final int SEATS = 6;

    /// So few that two shards share each bucket.
    private static final int BUCKETS = 4;

    private static final Duration SPACING = Duration.ofSeconds(5);
    private static final SandboxPerson ADA = new SandboxPerson(801, "Ada", "en");

    public final BotFixture platforms;
    public final BotHome home;
    private final Database database;
    private final List<SandboxPlace> channels = new ArrayList<>();
    private final List<Integer> messages = new ArrayList<>();

    public DividedShards(Path folder) throws IOException {
        TestDatabase.assumePostgres();
        platforms = new BotFixture(folder);
        home = BotHome.in(folder.resolve("nodes"), TestDatabase.onPostgres(folder.resolve("nodes")));
        database = Database.open(home.location());
        platforms.discord.recommendShards(SHARDS);
        platforms.discord.maxConcurrency(BUCKETS);
        for (int shard = 0; shard < SHARDS; shard++) {
            channels.add(platforms.discord.channel(shard, "news-" + shard));
            messages.add(0);
        }
    }

    /// The configuration file of a node, which has a console.
    public Path config(String node) throws IOException {
        return home.configFile(
                node + ".yaml",
                platforms.telegram.url(),
                Optional.of(new SandboxProcess.Discord(platforms.discord.apiUrl(), platforms.discord.gatewayUrl())),
                BotHome.ROOMY,
                "node-name: %s\nconsole: {port: %d}".formatted(node, FreePort.find()));
    }

    /// Waits until all shards are connected, and so many nodes share the seats evenly, so that none is
    /// moved any more.
    public void awaitDivided(int nodes) {
        await("all shards are divided among " + nodes).untilAsserted(() -> {
            Map<String, Long> seats =
                    holders("").values().stream().collect(Collectors.groupingBy(node -> node, Collectors.counting()));
            assertThat(seats)
                    .hasSize(nodes)
                    .allSatisfy((_, held) -> assertThat(held).isGreaterThanOrEqualTo(SEATS / nodes));
            assertThat(holders().values().stream().distinct()).hasSize(nodes);
            assertThat(platforms.discord.shards()).hasSize(SHARDS);
        });
    }

    /// The node that holds each seat of Discord, by the title of the seat.
    public Map<String, String> holders() {
        return holders("discord");
    }

    private Map<String, String> holders(String first) {
        ClusterStatus cluster = database.read(ClusterStatus::read);
        Map<String, String> holders = new TreeMap<>();
        for (SeatRow row : cluster.seats()) {
            var seat = new Seat(row.name());
            if (seat.title().startsWith(first)) {
                cluster.holder(seat).map(NodeRow::name).ifPresent(node -> holders.put(seat.title(), node));
            }
        }
        return holders;
    }

    /// The node that sends to Discord.
    public String sender() {
        return Objects.requireNonNull(holders().get("discord"));
    }

    /// The number of shards that the node has.
    public int shardsOf(String node) {
        long ranges = holders().values().stream().filter(node::equals).count();
        return SHARDS * (int) ranges / holders().size();
    }

    /// A person writes a command in each server, and each is answered exactly once.
    public void assertAnsweredOnce() {
        channels.forEach(channel -> platforms.discord.write(ADA, channel, "/today"));
        messages.replaceAll(before -> before + 1);
        await("an answer in each server")
                .untilAsserted(() -> assertThat(answers()).isEqualTo(messages));
    }

    private List<Integer> answers() {
        return channels.stream().map(channel -> fromBot(channel).size()).toList();
    }

    private List<ShownMessage> fromBot(SandboxPlace place) {
        return platforms.discord.screen(place).stream()
                .filter(message -> message.author().isEmpty())
                .toList();
    }

    /// No two shards of a bucket were identified within five seconds, and all had the same total.
    public void assertIdentifiedApart() {
        List<IdentifiedShard> identified = platforms.discord.identified();
        assertThat(identified).extracting(IdentifiedShard::total).containsOnly(SHARDS);
        identified.stream()
                .collect(Collectors.groupingBy(shard -> shard.shard() % BUCKETS))
                .forEach((bucket, all) -> assertThat(IntStream.range(1, all.size())
                                .mapToObj(i -> Duration.ofNanos(
                                        all.get(i).nanos() - all.get(i - 1).nanos())))
                        .as("between the starts of bucket " + bucket)
                        .allSatisfy(pause -> assertThat(pause).isGreaterThanOrEqualTo(SPACING)));
    }

    @Override
    public void close() {
        database.close();
        platforms.close();
    }
}
