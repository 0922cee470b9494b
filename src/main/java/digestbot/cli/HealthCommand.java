package digestbot.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.cli.common.CommandOutput;
import digestbot.cli.common.ConfigOption;
import digestbot.database.DatabaseLocation;
import digestbot.database.ReadOnlyDatabase;
import digestbot.health.CheckFinding;
import digestbot.health.CheckFinding.Level;
import digestbot.health.HealthReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
final class HealthCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<CheckFinding> findings = findings(configuration.load().database());
        boolean healthy = findings.stream().noneMatch(finding -> finding.level() == Level.FAILED);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(healthy, findings).toPrettyString());
        } else {
            findings.forEach(finding -> out.println(CommandOutput.mark(spec.commandLine(), finding.level()) + " "
                    + finding.message() + finding.fix().map("; "::concat).orElse("")));
        }
        out.flush();
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
