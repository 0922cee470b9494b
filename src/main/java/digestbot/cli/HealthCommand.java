package digestbot.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.cli.common.ConfigOption;
import digestbot.database.ReadOnlyDatabase;
import digestbot.health.CheckFinding;
import digestbot.health.CheckFinding.Level;
import digestbot.health.HealthReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `digestbot health`: whether the bot that runs on the database does its work. Asks no platform, so it is quick
/// enough to be a container's check.
@Command(
        name = "health",
        description = "Says whether the running bot is well; exit 1 if not.",
        mixinStandardHelpOptions = true)
final class HealthCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Option(names = "--json", description = "Print an object, for programs.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<CheckFinding> findings = findings(configuration.load().database());
        boolean well = findings.stream().noneMatch(finding -> finding.level() == Level.FAILED);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(well, findings).toPrettyString());
        } else {
            findings.forEach(finding -> out.println(finding.level().mark() + " " + finding.what()
                    + finding.fix().map("; "::concat).orElse("")));
        }
        out.flush();
        return well ? 0 : 1;
    }

    private static List<CheckFinding> findings(Path file) {
        try (ReadOnlyDatabase database = ReadOnlyDatabase.open(file)) {
            return HealthReport.of(database, InstantSource.system().instant());
        } catch (IllegalStateException e) {
            return List.of(CheckFinding.failed(
                    String.valueOf(e.getMessage()),
                    "digestbot run makes it; digestbot doctor says what is in its way"));
        }
    }

    private static ObjectNode json(boolean well, List<CheckFinding> findings) {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("well", well);
        var array = object.putArray("findings");
        findings.forEach(finding -> array.addObject()
                .put("level", finding.level().name().toLowerCase(Locale.ROOT))
                .put("what", finding.what())
                .put("fix", finding.fix().orElse("")));
        return object;
    }
}
