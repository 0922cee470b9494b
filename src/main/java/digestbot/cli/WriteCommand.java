package digestbot.cli;

import digestbot.app.Config;
import digestbot.app.ConfiguredDatabase;
import digestbot.database.Database;
import digestbot.i18n.ClosestMatch;
import digestbot.writing.TopicWriter;
import digestbot.writing.TopicWriter.WriteResult;
import digestbot.writing.WritingStore.FeedReport;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "write",
        description = "Write today's digest of a topic from its feeds into the digest folder.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The digest is written; feeds may be missing.",
            "1:The digest is not written, or not as configured, such as without its summary.",
            "2:The arguments or the configuration are wrong."
        },
        footer = {
            "",
            "A running bot writes it by itself at the time that “topics.<topic>.write.at” says.",
            "",
            "Examples:",
            "  digestbot write us-china --dry-run",
            "  digestbot write us-china"
        })
final class WriteCommand extends ConfiguredCommand {

    @Parameters(paramLabel = "TOPIC", description = "Id of a topic that has “write” in the configuration.")
    private String topic = "";

    @Option(names = "--dry-run", description = "Print the file and where each point comes from, and write nothing.")
    private boolean isTrial;

    @Option(names = "--again", description = "Replace today's digest if it is written already, as a correction.")
    private boolean again;

    @Option(
            names = "--evaluate",
            paramLabel = "FOLDER",
            description = "Print what a digest of recorded feeds would say and how much is dropped; write nothing.")
    private Optional<Path> recorded = Optional.empty();

    @Override
    public Integer call() {
        Config config = load();
        Set<String> known = config.written().keySet();
        if (!known.contains(topic)) {
            throw wrong(unknown(known));
        }
        try (Database database = ConfiguredDatabase.isMissing(config.database())
                        ? ConfiguredDatabase.create(config, clock())
                        : open(config);
                TopicWriter writer = config.writer(database, clock())) {
            Consumer<FeedReport> progress = feed -> show(this, feed);
            WriteResult result = recorded.isPresent()
                    ? writer.evaluate(topic, recorded.get(), progress)
                    : isTrial ? writer.tryOut(topic, progress) : writer.write(topic, again, progress);
            return report(this, isTrial || recorded.isPresent(), result);
        }
    }

    private String unknown(Set<String> known) {
        if (known.isEmpty()) {
            return "No topic is written from feeds. Add “write” to a topic in the configuration.";
        }
        String meant = ClosestMatch.find(topic, known)
                .map(" Did you mean “%s”?"::formatted)
                .orElse(" Written from feeds: %s.".formatted(String.join(", ", known)));
        return "Topic “%s” has no “write” in the configuration.".formatted(topic) + meant;
    }

    /// Shows progress to people on standard error, so that standard output has only the file.
    static void show(CliCommand on, FeedReport feed) {
        on.command()
                .getErr()
                .printf(
                        "%s %s: %s%n",
                        feed.perspective(),
                        feed.address(),
                        feed.isRead() ? counted(feed.articles(), "article") : "the feed " + feed.problem());
        on.command().getErr().flush();
    }

    /// Prints the result of a run, and returns the exit code.
    static int report(CliCommand on, boolean isTrial, WriteResult result) {
        return switch (result) {
            case WriteResult.NotWritten(String reason) -> on.fail(reason);
            case WriteResult.Written written -> report(on, isTrial, written);
        };
    }

    private static int report(CliCommand on, boolean isTrial, WriteResult.Written written) {
        if (isTrial) {
            written.files().values().forEach(on::println);
            written.origins().forEach(on::println);
            on.println(written.figures());
        } else {
            written.files().keySet().forEach(path -> on.printSuccess("Written: " + path));
        }
        written.dropped().forEach(point -> on.println("Dropped: " + point));
        if (written.tokens() > 0) {
            on.println("%,d tokens used.".formatted(written.tokens()));
        }
        written.problems().forEach(on::fail);
        return written.problems().isEmpty() ? 0 : 1;
    }
}
