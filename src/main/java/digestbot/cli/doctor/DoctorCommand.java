package digestbot.cli.doctor;

import digestbot.cli.common.CommandOutput;
import digestbot.cli.common.ConfigOption;
import digestbot.cli.common.CountedNoun;
import digestbot.config.ConfigResult;
import digestbot.health.CheckFinding;
import digestbot.health.CheckFinding.Level;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `digestbot doctor`: finds what has to be fixed before the first start, or when something does
/// not work.
@Command(
        name = "doctor",
        description = "Check the installation and suggest a fix for each failure.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Ready to run; there may be warnings.", "1:There are errors."})
public final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Doctor doctor;

    DoctorCommand() {
        this(new Doctor(InstantSource.system(), ZoneId.systemDefault()));
    }

    DoctorCommand(Doctor doctor) {
        this.doctor = doctor;
    }

    @Override
    public Integer call() {
        ConfigResult config = configuration.read();
        List<CheckFinding> findings = doctor.check(configuration.file(), config);
        PrintWriter out = spec.commandLine().getOut();
        List.of(Level.FAILED, Level.WARNING, Level.WELL).forEach(level -> print(findings, level));
        long failed = count(findings, Level.FAILED);
        if (config instanceof ConfigResult.InvalidConfig) {
            out.println("Remaining checks were skipped: they need a valid configuration.");
        }
        out.println(summary(failed, count(findings, Level.WARNING)));
        out.flush();
        return failed == 0 ? 0 : 1;
    }

    /// Errors come first, so that a long list of passed checks doesn't hide them.
    private void print(List<CheckFinding> findings, Level level) {
        PrintWriter out = spec.commandLine().getOut();
        findings.stream().filter(finding -> finding.level() == level).forEach(finding -> {
            out.println(CommandOutput.mark(spec.commandLine(), level) + " " + finding.message());
            finding.fix().ifPresent(fix -> out.println("    " + fix));
        });
        if (count(findings, level) > 0) {
            out.println();
        }
    }

    private static long count(List<CheckFinding> findings, Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    private static String summary(long failed, long warnings) {
        String also = warnings == 0 ? "" : ", " + CountedNoun.of(warnings, "warning");
        return failed == 0
                ? "Ready to run%s.".formatted(also)
                : "%s%s. Nothing was changed. Fix %s, then run doctor again."
                        .formatted(CountedNoun.of(failed, "error"), also, failed == 1 ? "this" : "these");
    }
}
