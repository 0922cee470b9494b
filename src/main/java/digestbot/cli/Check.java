package digestbot.cli;

import digestbot.app.Config;
import digestbot.app.ConfiguredDatabase;
import digestbot.app.FileAccessCheck;
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
import digestbot.ops.health.HealthReport;
import digestbot.telegram.TelegramCheck;
import digestbot.webhook.WebhookClient;
import digestbot.webhook.WebhookClient.WebhookAnswer.Answered;
import digestbot.webhook.WebhookClient.WebhookAnswer.Unanswered;
import digestbot.writing.WritingCheck;
import digestbot.writing.WritingCheck.ModelReport;
import digestbot.writing.WritingCheck.TopicReport;
import digestbot.writing.WritingStore.FeedReport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// The checks of an installation, causes before their consequences. `doctor` runs all of them, a
/// start those in `AT_START`, and `health` the one of the running bot.
@SuppressWarnings("ImmutableEnumChecker") // lambdas without state
enum Check {
    TOKENS(Check::tokens),
    FILES(at -> FileAccessCheck.of(at.config).stream().toList()),
    DIGESTS(at -> List.of(folder(at.config, LocalDate.now(at.clock)))),
    NEW_DIGESTS(at -> unwritable(at.config).stream().toList()),
    GIT(at -> at.config.sources().git().map(git -> git(git, at.clock)).stream().toList()),
    PAGE(at -> page(at.config, at.clock)),
    WRITING(Check::writing),
    DATABASE(at -> DatabaseCheck.of(at.config.database(), at.clock)),
    BACKUP(at -> oldBackup(at).stream().toList()),
    PRIVACY(at -> FilePrivacyCheck.of(at.config, at.clock)),
    SETTINGS(at -> at.config.missing()),
    SECRETS(at -> FilePrivacyCheck.ofSecrets(at.config, Path.of(EnvironmentFile.NAME))),
    TELEGRAM(at -> at.config
            .telegram()
            .map(telegram -> TelegramCheck.run(telegram, at.config.owners().telegram(), at.clock))
            .orElseGet(() -> List.of(CheckFinding.ok("Telegram: off (no token)")))),
    RUNNING(at -> running(at.config)),
    DISCORD(at -> at.config
            .discord()
            .map(discord -> DiscordCheck.run(discord, at.config.owners().discord(), at.clock))
            .orElseGet(() -> List.of(CheckFinding.ok("Discord: off (no token)"))));

    /// A start ends at the first finding that has failed, and goes on with warnings.
    static final List<Check> AT_START = List.of(TOKENS, FILES, SETTINGS, SECRETS);

    private static final int SHOWN = 10;
    private static final String PAGE_FIX = "check site.pages, or url in the file of the digest: readers are led there";
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("EEEE yyyy-MM-dd HH:mm", Locale.ENGLISH);
    private static final Duration MAX_BACKUP_AGE = Duration.ofDays(2);

    /// @param file the configuration file
    record Installation(Path file, Config config, Clock clock) {}

    private final Function<Installation, List<CheckFinding>> check;

    Check(Function<Installation, List<CheckFinding>> check) {
        this.check = check;
    }

    List<CheckFinding> of(Installation installation) {
        return check.apply(installation);
    }

    static CheckFinding localTime(Clock clock) {
        return CheckFinding.ok("Local time: %s, %s"
                .formatted(
                        LOCAL.format(clock.instant().atZone(clock.getZone())),
                        clock.getZone().getId()));
    }

    private static List<CheckFinding> tokens(Installation at) {
        return at.config.platforms().isEmpty()
                ? List.of(CheckFinding.failed(
                        "No bot token configured",
                        ("set TELEGRAM_TOKEN (from @BotFather) or DISCORD_TOKEN (from the Developer Portal), or"
                                        + " telegram.token or discord.token in %s; or let a page ask for them: digestbot run"
                                        + " --setup; to try the bot without any account: digestbot try")
                                .formatted(at.file)))
                : List.of();
    }

    private static List<CheckFinding> running(Config config) {
        try (ReadOnlyDatabase database = ReadOnlyDatabase.open(config.database())) {
            return HealthReport.of(database);
        } catch (IllegalStateException e) {
            return List.of(CheckFinding.failed(
                    String.valueOf(e.getMessage()),
                    "start the bot with “digestbot run”; “digestbot doctor” finds what prevents it"));
        }
    }

    /// A missing backup is not a finding: the bot makes the first one in the first night.
    private static Optional<CheckFinding> oldBackup(Installation at) {
        try {
            return ConfiguredDatabase.newestBackup(at.config, at.clock)
                    .filter(made -> made.plus(MAX_BACKUP_AGE).isBefore(at.clock.instant()))
                    .map(made -> CheckFinding.warning(
                            "The newest backup is from %s".formatted(LOCAL.format(made.atZone(at.clock.getZone()))),
                            "check the bot's log, or run: digestbot backup"));
        } catch (IllegalStateException e) {
            return Optional.of(CheckFinding.warning(String.valueOf(e.getMessage()), "let the bot's user read it"));
        }
    }

    private static List<CheckFinding> writing(Installation at) {
        List<CheckFinding> findings = new ArrayList<>();
        for (TopicReport report : WritingCheck.of(at.config.written(), at.clock)) {
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
                ? CheckFinding.ok("%s: %s in two days".formatted(what, CliCommand.counted(feed.articles(), "article")))
                : CheckFinding.warning(
                        what + " has no dated article of the last two days",
                        "choose a feed of the outlet's news in " + place);
    }

    private static CheckFinding git(GitSettings settings, InstantSource clock) {
        try (var checkout = new GitCheckout(settings, Path.of(""), clock)) {
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
                        CliCommand.counted(files.size(), "digest"),
                        named.skipped().map(others -> ", " + others).orElse(""));
        return wrong.isEmpty()
                ? CheckFinding.ok(what)
                : CheckFinding.warning(
                        "%s, %,d invalid or dated after today, the first is %s"
                                .formatted(what, wrong.size(), digests.relativize(wrong.getFirst())),
                        "run: digestbot check %s".formatted(digests));
    }

    /// A warning if the bot has to add files to the folder and may not.
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

    /// Checks whether the newest digest has its page on the other site to which messages link.
    static List<CheckFinding> page(Config config, InstantSource clock) {
        return newestPage(config, clock).map(page -> checked(page, clock)).stream()
                .toList();
    }

    /// Without a database no digest exists; another check reports what is wrong with the
    /// database.
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
                when status < 400 -> CheckFinding.ok(what); // a redirect leads to it
                case Answered(int status, var _, var _) ->
                    CheckFinding.warning("%s answers %d".formatted(what, status), PAGE_FIX);
                case Unanswered(String why) -> CheckFinding.warning("%s: %s".formatted(what, why), PAGE_FIX);
            };
        }
    }
}
