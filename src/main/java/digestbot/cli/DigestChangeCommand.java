package digestbot.cli;

import digestbot.app.RunLock;
import digestbot.app.SitePageAddresses;
import digestbot.cli.common.CommandOutput;
import digestbot.cli.common.ConfigOption;
import digestbot.config.Config;
import digestbot.database.Database;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.planning.Planner;
import digestbot.library.archive.Library;
import digestbot.library.archive.PublicationListener;
import digestbot.webhook.WebhookEvents;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The frame of the commands that publish or withdraw one digest. They only write rows; the running
/// bot sends and removes the messages.
abstract class DigestChangeCommand implements Callable<Integer> {

    /// The sentences that tell the user what is left to do.
    ///
    /// @param noDatabase the sentence for a missing database
    /// @param running the sentence while the bot runs
    /// @param stopped the sentence while it does not
    record Sentences(String noDatabase, String running, String stopped) {}

    /// A change that was made.
    ///
    /// @param result the sentence that says what was done
    /// @param botActs true if the running bot has to do something about it
    record Change(String result, boolean botActs) {}

    final InstantSource clock = InstantSource.system();
    final Library library = new Library();
    private final Sentences sentences;

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Mixin
    DigestSelector wanted = new DigestSelector();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    DigestChangeCommand(Sentences sentences) {
        this.sentences = sentences;
    }

    @Override
    public Integer call() throws IOException {
        Config config = configuration.load();
        Optional<Change> done;
        try (Database database = configuration.openExisting(config, sentences.noDatabase())) {
            var outboxEvents = new OutboxEvents();
            var webhooks = new WebhookEvents(config.webhooks(), SitePageAddresses.of(config, library), clock);
            done = change(database, new Planner(database, outboxEvents, library, clock).and(webhooks));
        }
        if (done.isPresent()) {
            CommandOutput.printSuccess(spec.commandLine(), done.orElseThrow().result());
        }
        if (done.filter(Change::botActs).isPresent()) {
            spec.commandLine()
                    .getOut()
                    .println(RunLock.isHeld(config.database()) ? sentences.running() : sentences.stopped());
        }
        return 0;
    }

    /// Changes the digest that the user selected.
    ///
    /// @param publications is notified of the change
    /// @return empty if the user declined
    abstract Optional<Change> change(Database database, PublicationListener publications);
}
