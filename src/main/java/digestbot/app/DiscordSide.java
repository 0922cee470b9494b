package digestbot.app;

import digestbot.delivery.AdminNotices.Admin;
import digestbot.delivery.Dispatcher;
import digestbot.delivery.Limits;
import digestbot.discord.Backstage;
import digestbot.discord.DiscordMessage;
import digestbot.discord.DiscordPlatform;
import digestbot.discord.DiscordSettings;
import digestbot.subscription.Platform;
import java.time.Duration;
import java.util.List;

/// Discord's part of the bot.
final class DiscordSide implements PlatformSide {

    /// Discord takes 50 requests a second from a bot, and 5 in 5 seconds for a channel; some room is left for answers.
    private static final Limits LIMITS = new Limits(45, 1, 0);

    private final DiscordPlatform platform;
    private final Dispatcher<DiscordMessage> outgoing;

    DiscordSide(DiscordSettings settings, List<Long> admins, Engine engine, Desk desk) {
        platform = new DiscordPlatform(
                settings, new Backstage(engine.database(), desk.answering(), desk.suggestions(), desk.reachability()));
        platform.whenReady(() -> admins.forEach(id -> platform.directMessages(id)
                .ifPresent(to ->
                        engine.database().run(tx -> desk.notices().join(tx, new Admin(Platform.DISCORD, id, to))))));
        outgoing = engine.dispatcher(platform.messenger(), LIMITS);
    }

    @Override
    public void start() {
        outgoing.start();
        platform.start();
    }

    @Override
    public boolean awaitReady(Duration patience) throws InterruptedException {
        return platform.awaitReady(patience);
    }

    @Override
    public void close() {
        outgoing.close();
        platform.close();
    }
}
