package digestbot.cli;

import digestbot.app.TextPreviews;
import digestbot.broadcast.BroadcastModule;
import digestbot.cli.common.CommandOutput;
import digestbot.config.Config;
import digestbot.database.Database;
import digestbot.delivery.fanout.FanOutStore;
import digestbot.delivery.outbox.Outbox;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.i18n.Texts;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `digestbot broadcast`: the group of commands about broadcasts. They only write rows; the running bot
/// does the work.
@Command(
        name = "broadcast",
        description = "Send a broadcast from a file, list broadcasts, or withdraw one.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {BroadcastSendCommand.class, BroadcastListCommand.class, BroadcastWithdrawCommand.class})
final class BroadcastCommand implements Callable<Integer> {

    static final Texts TEXTS = Texts.of("en");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /// A time on this machine's clock, with its time zone.
    static String moment(Instant time) {
        return TEXTS.moment(time, ZoneId.systemDefault());
    }

    /// What broadcasts are written with; nothing here listens to events of the outbox.
    static BroadcastModule services(Config config, Database database) {
        var outboxEvents = new OutboxEvents();
        InstantSource clock = InstantSource.system();
        return new BroadcastModule(
                database,
                new FanOutStore(outboxEvents, clock),
                new Outbox(outboxEvents, clock),
                new TextPreviews(TextPreviews.TERMINAL),
                config.platforms(),
                clock);
    }

    @Override
    public Integer call() {
        return CommandOutput.printMissingCommand(spec.commandLine());
    }
}
