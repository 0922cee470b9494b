package digestbot.app;

import digestbot.audience.Platform;
import digestbot.chat.api.CommandHandler;
import digestbot.cluster.Seat;
import digestbot.cluster.SeatTerm;
import digestbot.database.Database;
import digestbot.discord.DiscordPlatform;
import digestbot.discord.DiscordSettings;
import digestbot.discord.RecommendedShards;
import digestbot.discord.gateway.GatewayShare;
import digestbot.discord.gateway.ShardRange;
import digestbot.discord.gateway.SharedGateway;
import digestbot.schedule.JobScheduler;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The seats of Discord. The only node has one. Nodes that share the database have one for sending and
/// the first shards, and one for each further range of shards.
final class DiscordSeats {

    private static final String JOB = "shards";

    /// The interval at which this node looks for new ranges if it missed the notification.
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final ClusterModule cluster;
    private final PlatformModules platforms;
    private final Database database;
    private final Seat sender;
    private final SharedGateway gateway;
    private final Function<GatewayShare, DiscordPlatform> connection;
    private final Map<ShardRange, SeatedPlatform> further = new HashMap<>();

    DiscordSeats(
            DiscordSettings settings,
            ClusterModule cluster,
            PlatformModules platforms,
            Database database,
            Function<GatewayShare, DiscordPlatform> connection) {
        this.cluster = cluster;
        this.platforms = platforms;
        this.database = database;
        this.connection = connection;
        sender = Seat.ofAccount(Platform.DISCORD.id(), settings.account());
        gateway = new SharedGateway(database, settings.account(), new RecommendedShards(settings), sender);
    }

    /// Makes connections to Discord.
    static Function<GatewayShare, DiscordPlatform> connections(
            DiscordSettings settings,
            Database database,
            DeliveryModule deliveries,
            ChatModule chat,
            CommandHandler commands) {
        return share -> new DiscordPlatform(
                settings,
                database,
                commands,
                chat.suggestions(database),
                deliveries.subscriptions(),
                deliveries.files(),
                deliveries.outbox(),
                deliveries.requests(Platform.DISCORD),
                share);
    }

    /// Adds the seats.
    ///
    /// @param sending makes the part that sends over the connection, in a term
    void add(Sending sending) {
        var seated = new SeatedPlatform(term -> sending.over(
                connection.apply(cluster.isShared() ? gateway.first(term) : GatewayShare.all(term)), term));
        platforms.add(Platform.DISCORD, seated);
        cluster.seats().add(sender, seated);
        if (cluster.isShared()) {
            refresh();
        }
    }

    /// Makes the part that sends.
    interface Sending {
        PlatformModule over(DiscordPlatform connection, SeatTerm term);
    }

    /// Begins to look for new ranges.
    ///
    /// @param schedule the schedule of this node
    void watch(JobScheduler schedule) {
        if (cluster.isShared()) {
            schedule.schedule(JOB, INTERVAL, this::refresh);
            database.onNotification(SharedGateway.CONFIRMED, () -> schedule.runNow(JOB));
        }
    }

    /// Adds the seats of new ranges, and removes those of ranges that exist no more.
    private synchronized void refresh() {
        gateway.furtherRanges().ifPresent(ranges -> {
            Set.copyOf(further.keySet()).stream()
                    .filter(range -> !ranges.contains(range))
                    .forEach(this::remove);
            ranges.stream().filter(range -> !further.containsKey(range)).forEach(this::add);
        });
    }

    private void add(ShardRange range) {
        var seated = new SeatedPlatform(term -> new ShardsModule(connection.apply(gateway.further(range, term))));
        further.put(range, seated);
        platforms.add(Platform.DISCORD, seated);
        cluster.seats().add(gateway.seat(range), seated);
    }

    private void remove(ShardRange range) {
        cluster.seats().remove(gateway.seat(range));
        Optional.ofNullable(further.remove(range)).ifPresent(seated -> platforms.remove(Platform.DISCORD, seated));
    }
}
