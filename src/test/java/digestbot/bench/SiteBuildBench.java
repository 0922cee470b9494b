package digestbot.bench;

import digestbot.outside.BotHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The time of `digestbot site build`, each time the whole command with the start of Java: first of everything, then
/// with nothing to do, with one more digest, and with one that was corrected.
final class SiteBuildBench {

    private static final Pattern SUMMARY = Pattern.compile("Wrote ([\\d,]+) files");

    private static final long LOOK_MILLIS = 5;

    private SiteBuildBench() {}

    /// What a command did.
    ///
    /// @param processorSeconds the processor time that it took
    private record Built(double seconds, double processorSeconds, int files) {}

    static void measure(BenchFixture bench, Figures figures) throws IOException, InterruptedException {
        int digests = bench.sizes().published();
        BotHome botHome = bench.botHome("site-build", 0);
        SiteArchive archive = SiteArchive.fill(botHome, digests);
        Path config = bench.config(botHome, BotHome.ROOMY, "site: {url: https://news.example.org}");
        Built all = build(bench, botHome, config);
        Built nothing = build(bench, botHome, config);
        archive.put(digests, "");
        Built added = build(bench, botHome, config);
        archive.put(digests / 2, "as corrected ");
        Built corrected = build(bench, botHome, config);
        add(figures, "site_build_10k", all, "%,d digests: all pages and feeds".formatted(digests));
        add(figures, "site_build_unchanged", nothing, "the same again, with nothing to do");
        add(figures, "site_build_new", added, "the same with one more digest");
        add(figures, "site_build_correction", corrected, "the same with a correction of an old one");
    }

    private static void add(Figures figures, String name, Built built, String how) {
        figures.add(
                name + "_s",
                built.seconds,
                "s",
                "%s (%,d files); the command with the start of Java".formatted(how, built.files));
        figures.add(name + "_cpu_s", built.processorSeconds, "s", "processor time of the same");
    }

    private static Built build(BenchFixture bench, BotHome botHome, Path config)
            throws IOException, InterruptedException {
        Path log = botHome.folder().resolve("build.txt");
        List<String> arguments = List.of(
                "site",
                "build",
                "--config",
                config.toString(),
                "--to",
                botHome.folder().resolve("public").toString());
        long begin = System.nanoTime();
        try (BenchBot command = BenchBot.start(bench.launch().shortProgram(arguments), log)) {
            double processor = processorMillis(command);
            double seconds = (System.nanoTime() - begin) / 1e9;
            Process process = command.process();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher summary = SUMMARY.matcher(said);
            if (process.waitFor() != 0 || !summary.find()) {
                throw new IllegalStateException("the site was not built: " + said + "; see " + log);
            }
            return new Built(
                    seconds,
                    processor / 1_000,
                    Integer.parseInt(summary.group(1).replace(",", "")));
        }
    }

    /// Waits until the command ends, which says no more than a line.
    private static double processorMillis(BenchBot command) throws InterruptedException {
        double millis = 0;
        while (command.process().isAlive()) {
            try {
                millis = Math.max(millis, command.processorMillis());
            } catch (IOException _) {
                break; // it has just ended
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return millis;
    }
}
