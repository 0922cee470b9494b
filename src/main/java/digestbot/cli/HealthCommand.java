package digestbot.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.cli.common.ConfiguredCommand;
import digestbot.database.DatabaseLocation;
import digestbot.database.ReadOnlyDatabase;
import digestbot.health.CheckFinding;
import digestbot.health.CheckFinding.Level;
import digestbot.health.HealthReport;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `digestbot health`: checks whether the running bot works. It makes no requests to platforms, so
/// it is quick enough for the health check of a container.
@Command(
        name = "health",
        description = "Check whether the running bot is healthy.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Healthy.",
            "1:Not healthy, or not running.",
            "2:The arguments or the configuration are wrong."
        })
final class HealthCommand extends ConfiguredCommand {

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        List<CheckFinding> findings = findings(load().database());
        boolean healthy = findings.stream().noneMatch(finding -> finding.level() == Level.FAILED);
        if (json) {
            println(json(healthy, findings).toPrettyString());
        } else {
            findings.forEach(finding -> println(mark(finding.level()) + " " + finding.message()
                    + finding.fix().map("; "::concat).orElse("")));
        }
        return healthy ? 0 : 1;
    }

    private static List<CheckFinding> findings(DatabaseLocation location) {
        try (ReadOnlyDatabase database = ReadOnlyDatabase.open(location)) {
            return HealthReport.of(database);
        } catch (IllegalStateException e) {
            return List.of(CheckFinding.failed(
                    String.valueOf(e.getMessage()),
                    "start the bot with “digestbot run”; “digestbot doctor” finds what prevents it"));
        }
    }

    private static ObjectNode json(boolean healthy, List<CheckFinding> findings) {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("healthy", healthy);
        var array = object.putArray("findings");
        findings.forEach(finding -> array.addObject()
                .put("level", finding.level().name().toLowerCase(Locale.ROOT))
                .put("what", finding.message())
                .put("fix", finding.fix().orElse("")));
        return object;
    }
}
