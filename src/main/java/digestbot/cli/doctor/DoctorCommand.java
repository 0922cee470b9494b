package digestbot.cli.doctor;

import digestbot.cli.common.ConfigOption;
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

/// `digestbot doctor`: what is to be done before the first start, or when something does not work.
@Command(
        name = "doctor",
        description = "Checks configuration, folder, database, both platforms and the admins; each failure names its"
                + " fix; exit 1 if there is one.",
        mixinStandardHelpOptions = true)
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
        List<CheckFinding> findings = doctor.look(configuration.file(), configuration.read());
        PrintWriter out = spec.commandLine().getOut();
        for (CheckFinding finding : findings) {
            out.println(finding.level().mark() + " " + finding.what());
            finding.fix().ifPresent(fix -> out.println("    " + fix));
        }
        long failed = count(findings, Level.FAILED);
        out.println(summary(failed, count(findings, Level.WARNING)));
        out.flush();
        return failed == 0 ? 0 : 1;
    }

    private static long count(List<CheckFinding> findings, Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    private static String summary(long failed, long warnings) {
        String toLookAt = warnings == 0 ? "" : ", %,d to look at".formatted(warnings);
        return failed == 0
                ? "Ready to run" + toLookAt + "."
                : "%,d to mend%s; nothing was changed.".formatted(failed, toLookAt);
    }
}
