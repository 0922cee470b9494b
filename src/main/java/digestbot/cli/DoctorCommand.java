package digestbot.cli;

import digestbot.app.Config;
import digestbot.app.ConfiguredDatabase;
import digestbot.config.ConfigReader.ConfigResult;
import digestbot.database.DatabaseLocation;
import digestbot.database.ReadOnlyDatabase;
import digestbot.digest.ParseResult;
import digestbot.digest.parser.DigestParser;
import digestbot.discord.DiscordCheck;
import digestbot.library.archive.DigestListQuery;
import digestbot.library.archive.Library;
import digestbot.library.git.GitCheckout;
import digestbot.library.git.GitCheckout.GitException;
import digestbot.library.git.GitSettings;
import digestbot.library.intake.DigestFolder;
import digestbot.markdown.WebAddress;
import digestbot.ops.health.CheckFinding;
import digestbot.ops.health.CheckFinding.Level;
import digestbot.ops.health.HealthReport;
import digestbot.ops.health.Heartbeat;
import digestbot.telegram.TelegramCheck;
import digestbot.webhook.WebhookClient;
import digestbot.webhook.WebhookClient.WebhookAnswer.Answered;
import digestbot.webhook.WebhookClient.WebhookAnswer.Unanswered;
import digestbot.writing.TopicWriter.FeedReport;
import digestbot.writing.WritingCheck;
import digestbot.writing.WritingCheck.ModelReport;
import digestbot.writing.WritingCheck.TopicReport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "doctor",
        description = "Check the installation and suggest a fix for each failure.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Ready to run; there may be warnings.", "1:There are errors."})
public final class DoctorCommand extends ConfiguredCommand {

    private static final int SHOWN = 10;
    private static final String PAGE_FIX = "check site.pages, or url in the file of the digest: readers are led there";

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("EEEE yyyy-MM-dd HH:mm", Locale.ENGLISH);

    private static final Duration MAX_BACKUP_AGE = Duration.ofDays(2);

    @Override
    public Integer call() {
        ConfigResult<Config> config = read();
        List<CheckFinding> findings = check(configFile(), config);
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

    /// Runs the checks, causes before their consequences.
    private List<CheckFinding> check(Path file, ConfigResult<Config> result) {
        List<CheckFinding> findings = new ArrayList<>();
        switch (result) {
            case ConfigResult.Loaded<Config>(Config config) -> {
                findings.add(CheckFinding.ok("Configuration %s is valid".formatted(file)));
                findings.add(localTime());
                findings.addAll(check(config));
            }
            case ConfigResult.InvalidConfig<Config> refused -> {
                refused.lines(file)
                        .forEach(line -> findings.add(CheckFinding.failed(
                                line, "correct it in %s; docs/configuration.md has every key".formatted(file))));
                findings.add(localTime());
            }
        }
        return findings;
    }

    private CheckFinding localTime() {
        return CheckFinding.ok("Local time: %s, %s"
                .formatted(
                        LOCAL.format(clock().instant().atZone(clock().getZone())),
                        clock().getZone().getId()));
    }

    /// Checks both platforms at the same time, because each may be slow.
    private List<CheckFinding> check(Config config) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var telegram = later(threads, () -> telegram(config));
            var discord = later(threads, () -> discord(config));
            var pages = later(threads, () -> page(config, clock()));
            var git = later(
                    threads,
                    () -> config.sources().git().map(this::git).stream().toList());
            var writing = later(threads, () -> writing(config));
            List<CheckFinding> findings = new ArrayList<>();
            findings.add(folder(config, LocalDate.now(clock())));
            unwritable(config).ifPresent(findings::add);
            findings.addAll(git.join());
            findings.addAll(pages.join());
            findings.addAll(writing.join());
            findings.addAll(DatabaseCheck.of(config.database(), clock()));
            oldBackup(config).ifPresent(findings::add);
            findings.addAll(FilePrivacyCheck.of(config, clock()));
            if (config.platforms().isEmpty()) {
                findings.add(CheckFinding.failed(
                        "No bot token configured",
                        "set TELEGRAM_TOKEN (from @BotFather) or DISCORD_TOKEN (from the Developer Portal)"));
            }
            findings.addAll(config.missing());
            findings.addAll(telegram.join());
            findings.addAll(rivals(config));
            findings.addAll(discord.join());
            return findings;
        }
    }

    /// Reads the running bot's findings about other programs with its tokens. A doctor that polled
    /// would be such a program itself.
    private static List<CheckFinding> rivals(Config config) {
        return HealthCommand.findings(config.database()).stream()
                .filter(finding -> finding.message().endsWith(Heartbeat.RIVAL))
                .toList();
    }

    /// A missing backup is not a finding: the bot makes the first one in the first night.
    private Optional<CheckFinding> oldBackup(Config config) {
        try {
            return ConfiguredDatabase.newestBackup(config, clock())
                    .filter(made -> made.plus(MAX_BACKUP_AGE).isBefore(clock().instant()))
                    .map(made -> CheckFinding.warning(
                            "The newest backup is from %s".formatted(LOCAL.format(made.atZone(clock().getZone()))),
                            "check the bot's log, or run: digestbot backup"));
        } catch (IllegalStateException e) {
            return Optional.of(CheckFinding.warning(String.valueOf(e.getMessage()), "let the bot's user read it"));
        }
    }

    private static CompletableFuture<List<CheckFinding>> later(Executor threads, Supplier<List<CheckFinding>> checkup) {
        return CompletableFuture.supplyAsync(checkup, threads);
    }

    private List<CheckFinding> telegram(Config config) {
        return config.telegram()
                .map(telegram -> TelegramCheck.run(telegram, config.owners().telegram(), clock()))
                .orElseGet(() -> List.of(CheckFinding.ok("Telegram: off (no token)")));
    }

    private List<CheckFinding> discord(Config config) {
        return config.discord()
                .map(discord -> DiscordCheck.run(discord, config.owners().discord(), clock()))
                .orElseGet(() -> List.of(CheckFinding.ok("Discord: off (no token)")));
    }

    private List<CheckFinding> writing(Config config) {
        List<CheckFinding> findings = new ArrayList<>();
        for (TopicReport report : WritingCheck.of(config.written(), clock())) {
            String key = "topics.%s.write.".formatted(report.topic());
            report.feeds().forEach(feed -> findings.add(feed(feed, key)));
            report.models().forEach(model -> findings.add(model(model, report.topic(), key + "summary")));
        }
        return findings;
    }

    private static CheckFinding model(ModelReport report, String topic, String key) {
        String without = switch (report.role()) {
            case SUMMARY -> "model and key; meanwhile the digest has headlines alone";
            case FALLBACK -> "fallback and key; meanwhile headlines replace the first model if it fails";
            case JUDGE -> "judge and key; meanwhile nobody judges its points";
            case EMBEDDINGS -> "embeddings and key; meanwhile articles are compared by their words";
        };
        String with = switch (report.role()) {
            case SUMMARY -> "; until a person has released seven of its digests, hold-hours publishes none";
            case FALLBACK, JUDGE -> " as the " + report.role().name().toLowerCase(Locale.ROOT);
            case EMBEDDINGS -> " with embeddings";
        };
        return report.problem()
                .map(problem -> CheckFinding.failed(
                        "The endpoint of %s, %s, %s".formatted(topic, report.model(), problem),
                        "check %s: its api, %s".formatted(key, without)))
                .orElseGet(() -> CheckFinding.ok("%s answers for %s%s".formatted(report.model(), topic, with)));
    }

    private static CheckFinding feed(FeedReport feed, String key) {
        String what = "Feed " + feed.address();
        String place = "%sperspectives.%s.feeds".formatted(key, feed.perspective());
        if (!feed.isRead()) {
            return CheckFinding.failed(
                    "%s %s".formatted(what, feed.problem()),
                    "open it in a browser, then correct or remove it in " + place);
        }
        return feed.articles() > 0
                ? CheckFinding.ok("%s: %s in two days".formatted(what, counted(feed.articles(), "article")))
                : CheckFinding.warning(
                        what + " has no dated article of the last two days",
                        "choose a feed of the outlet's news in " + place);
    }

    private CheckFinding git(GitSettings settings) {
        try (var checkout = new GitCheckout(settings, Path.of(""), clock())) {
            String commit = checkout.newestCommit();
            return CheckFinding.ok("git reads %s%s, now at commit %s"
                    .formatted(
                            settings.address(),
                            settings.branch()
                                    .map(branch -> ", branch " + branch)
                                    .orElse(""),
                            commit.substring(0, SHOWN)));
        } catch (GitException e) {
            return CheckFinding.failed(
                    "Git source %s: %s".formatted(settings.address(), e.getMessage()),
                    "check sources.git in the configuration, and the access of the bot's user; docs/git.md explains it");
        }
    }

    private static CheckFinding folder(Config config, LocalDate today) {
        Path digests = config.digests();
        if (!Files.isDirectory(digests)) {
            return CheckFinding.failed(
                    "Folder %s not found".formatted(digests), "run: mkdir -p %s; or set digests".formatted(digests));
        }
        DigestFolder folder = new DigestFolder(digests);
        List<String> closed = folder.unreadableFolders();
        if (!closed.isEmpty()) {
            return CheckFinding.failed(
                    String.join("; ", closed), "let the bot's user read it: chmod -R u+rX, or chown");
        }
        var named = new DigestFileArguments(List.of(digests));
        List<Path> files = named.files();
        if (files.isEmpty()) {
            return CheckFinding.warning("No digests in %s yet".formatted(digests), "add one, named *.md");
        }
        List<Path> wrong = files.stream().filter(file -> !isRight(file, today)).toList();
        String what = "%s has %s%s"
                .formatted(
                        digests,
                        counted(files.size(), "digest"),
                        named.skipped().map(others -> ", " + others).orElse(""));
        return wrong.isEmpty()
                ? CheckFinding.ok(what)
                : CheckFinding.warning(
                        "%s, %,d invalid or dated after today, the first is %s"
                                .formatted(what, wrong.size(), digests.relativize(wrong.getFirst())),
                        "run: digestbot check %s".formatted(digests));
    }

    /// A warning if the bot must add files to the folder but may not.
    private static Optional<CheckFinding> unwritable(Config config) {
        Path digests = config.digests();
        boolean needed = config.sources().git().isPresent() || config.site().isServed();
        return needed && Files.isDirectory(digests) && !Files.isWritable(digests)
                ? Optional.of(CheckFinding.warning(
                        "%s cannot be written: no digest can be pushed or fetched with git".formatted(digests),
                        "let the bot's user write there: chmod u+w, chown, or mount it writable"))
                : Optional.empty();
    }

    private static boolean isRight(Path file, LocalDate today) {
        try {
            return new DigestParser().parse(DigestFileArguments.read(file)) instanceof ParseResult.Parsed parsed
                    && !parsed.digest().isEarly(today);
        } catch (IOException _) {
            return false;
        }
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
            List<CheckFinding> findings = findings(load().database());
            boolean healthy = findings.stream().noneMatch(finding -> finding.level() == Level.FAILED);
            print(
                    json,
                    new Health(
                            healthy, findings.stream().map(Health.Finding::of).toList()),
                    findings.stream()
                            .map(finding -> mark(finding.level()) + " " + finding.message()
                                    + finding.fix().map("; "::concat).orElse(""))
                            .toList());
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

    /// Checks whether the newest digest has its page on the other site that messages link to.
    static List<CheckFinding> page(Config config, InstantSource clock) {
        return newestPage(config, clock).map(page -> checked(page, clock)).stream()
                .toList();
    }

    /// The page of the newest digest; empty without a database, about which another check reports.
    private static Optional<WebAddress> newestPage(Config config, InstantSource clock) {
        var library = new Library(config.digestRules(clock));
        try (ReadOnlyDatabase database = ReadOnlyDatabase.open(config.database())) {
            return database.read(tx -> library.summaries(tx, DigestListQuery.ALL, 1).stream()
                            .findFirst()
                            .flatMap(
                                    newest -> library.digest(tx, newest.listed().number())))
                    .flatMap(stored -> config.site().page(stored.digest()));
        } catch (IllegalStateException _) {
            return Optional.empty();
        }
    }

    private static CheckFinding checked(WebAddress page, InstantSource clock) {
        String what = "Page of the newest digest: " + page.url();
        try (var client = new WebhookClient(clock)) {
            return switch (client.get(URI.create(page.url()))) {
                case Answered(int status, var _, var _)
                when status < 400 -> CheckFinding.ok(what); // a redirect leads to the page
                case Answered(int status, var _, var _) ->
                    CheckFinding.warning("%s answers %d".formatted(what, status), PAGE_FIX);
                case Unanswered(String why) -> CheckFinding.warning("%s: %s".formatted(what, why), PAGE_FIX);
            };
        }
    }
}
