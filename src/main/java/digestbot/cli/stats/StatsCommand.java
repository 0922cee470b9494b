package digestbot.cli.stats;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.app.FileAccessCheck;
import digestbot.cli.common.CommandOutput;
import digestbot.cli.common.ConfigOption;
import digestbot.database.DatabaseLocation;
import digestbot.database.ReadOnlyDatabase;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `digestbot stats`: numbers of subscribers and of their deliveries.
@Command(
        name = "stats",
        description =
                "Count subscribers by platform, topic, perspective and language, and the views, votes and deliveries of the last 7 days.",
        mixinStandardHelpOptions = true)
public final class StatsCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Clock clock;

    StatsCommand() {
        this(Clock.system(ZoneId.systemDefault()));
    }

    /// @param clock the clock; days begin in its zone
    StatsCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        DatabaseLocation location = configuration.load().database();
        try (ReadOnlyDatabase database = ReadOnlyDatabase.open(location)) {
            print(Statistics.of(database, clock.instant(), clock.getZone()));
            return 0;
        } catch (IllegalStateException e) {
            String reason = FileAccessCheck.ofDatabase(location)
                    .orElseGet(() -> e.getMessage() + ". “digestbot run” creates and updates the database.");
            return CommandOutput.printError(spec.commandLine(), reason);
        }
    }

    private void print(Statistics stats) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(StatsJson.of(stats).toPrettyString());
        } else {
            StatsText.lines(stats).forEach(out::println);
        }
        out.flush();
    }

    /// The numbers for programs.
    private static final class StatsJson {

        private StatsJson() {}

        static ObjectNode of(Statistics stats) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            var chats = object.putArray("subscribers");
            stats.chats()
                    .forEach(each -> chats.addObject()
                            .put("platform", each.platform().id())
                            .put("active", each.active())
                            .put("paused", each.paused())
                            .put("noTopics", each.withoutTopics()));
            var topics = object.putArray("topics");
            stats.topics()
                    .forEach(each -> topics.addObject()
                            .put("topic", each.topic())
                            .put("platform", each.platform().id())
                            .put("subscriptions", each.subscriptions()));
            var perspectives = object.putArray("perspectives");
            stats.perspectives().forEach((topic, each) -> {
                ObjectNode chosen = perspectives
                        .addObject()
                        .put("topic", topic)
                        .put("all", each.all())
                        .putObject("chosen");
                each.chosen().forEach(chosen::put);
            });
            var languages = object.putArray("languages");
            stats.languages()
                    .forEach(each -> languages
                            .addObject()
                            .put("language", each.language())
                            .put("subscribers", each.subscribers()));
            var views = object.putArray("views");
            stats.views()
                    .forEach(each -> views.addObject()
                            .put("topic", each.topic())
                            .put("view", each.view().id())
                            .put("button", each.trigger().id())
                            .put("platform", each.platform().id())
                            .put("views", each.views()));
            var votes = object.putArray("votes");
            stats.votes()
                    .forEach(each -> votes.addObject()
                            .put("topic", each.topic())
                            .put("day", each.day().toString())
                            .put("edition", each.edition())
                            .put("balanced", each.count().balanced())
                            .put("oneSided", each.count().oneSided()));
            object.putObject("words")
                    .put("following", stats.words().following())
                    .put("muting", stats.words().muting());
            object.put("timeZone", stats.zone().getId());
            var deliveries = object.putArray("deliveries");
            stats.deliveries()
                    .forEach(each -> deliveries
                            .addObject()
                            .put("day", each.day().toString())
                            .put("cause", each.cause().id())
                            .put("state", each.state().id())
                            .put("deliveries", each.deliveries()));
            return object;
        }
    }
}
