package digestbot.cli;

import digestbot.app.Config;
import digestbot.cli.Check.Installation;
import digestbot.config.ConfigReader.ConfigResult;
import digestbot.ops.health.CheckFinding;
import digestbot.ops.health.CheckFinding.Level;
import digestbot.ops.health.Heartbeat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "doctor",
        description = "Check the installation and suggest a fix for each failure.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Ready to run; there may be warnings.", "1:There are errors."})
public final class DoctorCommand extends ConfiguredCommand {

    @Override
    public Integer call() {
        ConfigResult<Config> config = read();
        List<CheckFinding> findings = check(config);
        List.of(Level.FAILED, Level.WARNING, Level.WELL).forEach(level -> print(findings, level));
        long failed = count(findings, Level.FAILED);
        if (config instanceof ConfigResult.InvalidConfig) {
            println("Remaining checks were skipped: they need a valid configuration.");
        }
        println(summary(failed, count(findings, Level.WARNING)));
        return failed == 0 ? 0 : 1;
    }

    /// Prints errors first, so that a long list of passed checks does not hide them.
    private void print(List<CheckFinding> findings, Level level) {
        findings.stream().filter(finding -> finding.level() == level).forEach(finding -> {
            println(mark(level) + " " + finding.message());
            finding.fix().ifPresent(fix -> println("    " + fix));
        });
        if (count(findings, level) > 0) {
            println("");
        }
    }

    private static long count(List<CheckFinding> findings, Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    private static String summary(long failed, long warnings) {
        String also = warnings == 0 ? "" : ", " + counted(warnings, "warning");
        return failed == 0
                ? "Ready to run%s.".formatted(also)
                : "%s%s. Nothing was changed. Fix %s, then run doctor again."
                        .formatted(counted(failed, "error"), also, failed == 1 ? "this" : "these");
    }

    private List<CheckFinding> check(ConfigResult<Config> result) {
        List<CheckFinding> findings = new ArrayList<>();
        findings.add(Check.localTime(clock()));
        switch (result) {
            case ConfigResult.Loaded<Config>(Config config) -> {
                findings.addFirst(CheckFinding.ok("Configuration %s is valid".formatted(configFile())));
                findings.addAll(check(installation(config)));
            }
            case ConfigResult.InvalidConfig<Config> refused ->
                refused.lines(configFile())
                        .forEach(line -> findings.add(CheckFinding.failed(
                                line,
                                "correct it in %s; docs/configuration.md has every key".formatted(configFile()))));
        }
        return findings;
    }

    /// Runs all checks at the same time, because some wait for a platform.
    private static List<CheckFinding> check(Installation installation) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return Stream.of(Check.values())
                    .map(check -> CompletableFuture.supplyAsync(() -> check.of(installation), threads)
                            .thenApply(findings -> check == Check.RUNNING ? rivals(findings) : findings))
                    .toList()
                    .stream()
                    .flatMap(findings -> findings.join().stream())
                    .toList();
        }
    }

    /// Only the running bot notices these: a doctor that polled would be another one.
    private static List<CheckFinding> rivals(List<CheckFinding> findings) {
        return findings.stream()
                .filter(finding -> finding.message().endsWith(Heartbeat.RIVAL))
                .toList();
    }

    /// Makes no requests to platforms, so it is quick enough for the health check of a container.
    @Command(
            name = "health",
            description = "Check whether the running bot is healthy.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:Healthy.",
                "1:Not healthy, or not running.",
                "2:The arguments or the configuration are wrong."
            })
    public static final class HealthCommand extends ConfiguredCommand {

        @Option(names = "--json", description = "Print a JSON object.")
        private boolean json;

        @Override
        public Integer call() {
            List<CheckFinding> findings = Check.RUNNING.of(installation(load()));
            boolean healthy = findings.stream().noneMatch(finding -> finding.level() == Level.FAILED);
            print(
                    json,
                    new Health(
                            healthy, findings.stream().map(Health.Finding::of).toList()),
                    findings.stream()
                            .map(finding -> mark(finding.level()) + " " + finding.sentence())
                            .toList());
            return healthy ? 0 : 1;
        }

        private record Health(boolean healthy, List<Finding> findings) {

            record Finding(String level, String what, String fix) {

                static Finding of(CheckFinding finding) {
                    return new Finding(
                            finding.level().name().toLowerCase(Locale.ROOT),
                            finding.message(),
                            finding.fix().orElse(""));
                }
            }
        }
    }
}
