package digestbot.cli.doctor;

import digestbot.app.DatabaseFiles;
import digestbot.config.Config;
import digestbot.config.ConfigResult;
import digestbot.discord.DiscordCheck;
import digestbot.health.CheckFinding;
import digestbot.telegram.TelegramCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
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

/// Looks at an installation as a whole; both platforms at the same time, as each may take its time.
final class Doctor {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("EEEE yyyy-MM-dd HH:mm", Locale.ENGLISH);

    private static final Duration BACKUP_IS_OLD = Duration.ofDays(2);

    private final InstantSource clock;
    private final ZoneId zone;

    Doctor(InstantSource clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    /// All findings, in the order in which things depend on each other.
    List<CheckFinding> look(Path file, ConfigResult result) {
        List<CheckFinding> findings = new ArrayList<>();
        switch (result) {
            case ConfigResult.Loaded(Config config) -> {
                findings.add(CheckFinding.well("the configuration %s is in order".formatted(file)));
                findings.add(localTime());
                findings.addAll(look(config));
            }
            case ConfigResult.Refused refused -> {
                refused.lines(file)
                        .forEach(line -> findings.add(CheckFinding.failed(line, "mend that, and run doctor again")));
                findings.add(localTime());
            }
        }
        return findings;
    }

    private CheckFinding localTime() {
        return CheckFinding.well(
                "here it is %s, %s".formatted(LOCAL.format(clock.instant().atZone(zone)), zone.getId()));
    }

    private List<CheckFinding> look(Config config) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var telegram = later(threads, () -> telegram(config));
            var discord = later(threads, () -> discord(config));
            List<CheckFinding> findings = new ArrayList<>();
            findings.add(FolderCheck.of(config.digests(), config.library().maxFileBytes()));
            findings.addAll(DatabaseCheck.of(config.database()));
            oldBackup(config).ifPresent(findings::add);
            findings.addAll(FilePrivacyCheck.of(config));
            if (config.platforms().isEmpty()) {
                findings.add(CheckFinding.failed(
                        "there is no token, so there is nothing to run",
                        "set TELEGRAM_TOKEN (from @BotFather) or DISCORD_TOKEN (from the Developer Portal)"));
            }
            if (config.admins().telegram().isEmpty()
                    && config.admins().discord().isEmpty()) {
                findings.add(CheckFinding.warning(
                        "nobody is told of invalid digests, and nobody may announce anything",
                        "put your user ids into admins.telegram, admins.discord"));
            }
            findings.addAll(telegram.join());
            findings.addAll(discord.join());
            return findings;
        }
    }

    /// Where there is none yet, nothing can be told: the first comes with the first night.
    private Optional<CheckFinding> oldBackup(Config config) {
        try {
            return DatabaseFiles.backups(config, clock)
                    .newest()
                    .filter(made -> made.plus(BACKUP_IS_OLD).isBefore(clock.instant()))
                    .map(made -> CheckFinding.warning(
                            "the newest backup is of %s".formatted(LOCAL.format(made.atZone(zone))),
                            "let the bot run, and see its log; or digestbot backup"));
        } catch (IllegalStateException e) {
            return Optional.of(
                    CheckFinding.warning(String.valueOf(e.getMessage()), "let the user that the bot runs as read it"));
        }
    }

    private static CompletableFuture<List<CheckFinding>> later(Executor threads, Supplier<List<CheckFinding>> checkup) {
        return CompletableFuture.supplyAsync(checkup, threads);
    }

    private List<CheckFinding> telegram(Config config) {
        return config.telegram()
                .map(telegram ->
                        TelegramCheck.of(telegram.settings(), config.admins().telegram(), clock))
                .orElseGet(() -> List.of(CheckFinding.well("Telegram: off, as there is no token")));
    }

    private List<CheckFinding> discord(Config config) {
        return config.discord()
                .map(discord -> DiscordCheck.of(discord, config.admins().discord(), clock))
                .orElseGet(() -> List.of(CheckFinding.well("Discord: off, as there is no token")));
    }
}
