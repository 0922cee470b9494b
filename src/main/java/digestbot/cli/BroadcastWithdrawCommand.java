package digestbot.cli;

import digestbot.audit.Actor;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastAction;
import digestbot.broadcast.BroadcastModule;
import digestbot.cli.common.CommandOutput;
import digestbot.cli.common.ConfigOption;
import digestbot.cli.common.CountedNoun;
import digestbot.config.Config;
import digestbot.database.Database;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `digestbot broadcast withdraw`: takes a broadcast from all chats that received it.
@Command(
        name = "withdraw",
        description = "Withdraw a broadcast from all chats that received it.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  digestbot broadcast withdraw 12 --yes"})
final class BroadcastWithdrawCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Option(names = "--yes", description = "Withdraw it (default: only say from how many chats).")
    private boolean yes;

    @Parameters(paramLabel = "N", description = "The broadcast's number in the list.")
    private Long number = 0L;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Config config = configuration.load();
        try (Database database = configuration.openExisting(config, "There are no broadcasts.")) {
            BroadcastModule services = BroadcastCommand.services(config, database);
            String chats = database.read(transaction -> {
                Broadcast broadcast = services.broadcasts()
                        .find(transaction, number)
                        .orElseThrow(() -> wrong("Broadcast %d not found.".formatted(number)));
                check(broadcast);
                return CountedNoun.of(services.reporter().deliveredCount(transaction, broadcast), "chat");
            });
            if (!yes) {
                spec.commandLine()
                        .getOut()
                        .println("Nothing was changed. Add --yes to withdraw broadcast %d from %s."
                                .formatted(number, chats));
                spec.commandLine().getOut().flush();
                return 0;
            }
            boolean withdrawn = database.write(transaction ->
                    services.sender().withdraw(transaction, number, new Actor.CommandLineUser(), Optional.empty()));
            if (!withdrawn) {
                throw wrong("Broadcast %d was changed elsewhere; nothing was done.".formatted(number));
            }
            CommandOutput.printSuccess(
                    spec.commandLine(),
                    "Broadcast %d withdrawn from %s. The running bot removes its messages.".formatted(number, chats));
            return 0;
        }
    }

    private void check(Broadcast broadcast) {
        if (!BroadcastAction.WITHDRAW.isAllowed(broadcast)) {
            throw wrong("Broadcast %d is %s; only one that was sent can be withdrawn."
                    .formatted(
                            number,
                            broadcast.state() == Broadcast.BroadcastState.DRAFT
                                    ? "a draft"
                                    : broadcast.state().name().toLowerCase(Locale.ROOT)));
        }
    }

    private ParameterException wrong(String reason) {
        return new ParameterException(spec.commandLine(), reason);
    }
}
