package digestbot.app;

import digestbot.discord.DiscordPlatform;
import digestbot.discord.DiscordStatus;
import digestbot.health.Heartbeat.HealthState;
import java.time.Duration;

/// A range of Discord's shards on a node: their interactions and events. It sends nothing but answers.
final class ShardsModule implements PlatformModule {

    private final DiscordPlatform platform;

    ShardsModule(DiscordPlatform platform) {
        this.platform = platform;
    }

    @Override
    public void start() {
        platform.start();
    }

    @Override
    public HealthState state() {
        return state(platform.status());
    }

    static HealthState state(DiscordStatus status) {
        return switch (status) {
            case CONNECTED -> new HealthState(true, "connected");
            case CONNECTING -> new HealthState(false, "not connected");
            case REFUSED -> new HealthState(false, "token rejected");
            case CLOSED -> new HealthState(false, "Discord closed the connection for good");
        };
    }

    @Override
    public int requestsPerSecond() {
        return 0;
    }

    @Override
    public boolean awaitReady(Duration timeout) throws InterruptedException {
        return platform.awaitReady(timeout);
    }

    @Override
    public void close() {
        platform.stopReceiving();
        platform.close();
    }
}
