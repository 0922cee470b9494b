package digestbot.cli.doctor;

import digestbot.app.ConfiguredDatabase;
import digestbot.config.Config;
import digestbot.config.ConfigResult;
import digestbot.discord.DiscordCheck;
import digestbot.health.CheckFinding;
import digestbot.health.CheckFinding.Level;
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

/// Checks an installation as a whole; both platforms at the same time, because each may be slow.
final class Doctor {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("EEEE yyyy-MM-dd HH:mm", Locale.ENGLISH);

    private static final Duration MAX_BACKUP_AGE = Duration.ofDays(2);

    private final InstantSource clock;
    private final ZoneId zone;

    Doctor(InstantSource clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    /// All findings; causes come before their consequences.
    List<CheckFinding> check(Path file, ConfigResult result) {
        List<CheckFinding> findings = new ArrayList<>();
        switch (result) {
            case ConfigResult.Loaded(Config config) -> {
                findings.add(CheckFinding.ok("Configuration %s is valid".formatted(file)));
                findings.add(localTime());
                findings.addAll(check(config));
            }
            case ConfigResult.InvalidConfig refused -> {
                refused.lines(file)
                        .forEach(line -> findings.add(new CheckFinding(Level.FAILED, line, Optional.empty())));
                findings.add(localTime());
            }
        }
        return findings;
    }

    private CheckFinding localTime() {
        return CheckFinding.ok(
                "Local time: %s, %s".formatted(LOCAL.format(clock.instant().atZone(zone)), zone.getId()));
    }

    private List<CheckFinding> check(Config config) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var telegram = later(threads, () -> telegram(config));
            var discord = later(threads, () -> discord(config));
            var git =
                    later(threads, () -> config.git().map(GitCheck::of).stream().toList());
            List<CheckFinding> findings = new ArrayList<>();
            findings.add(FolderCheck.of(config.digests(), config.library().maxFileBytes()));
            FolderCheck.unwritable(config).ifPresent(findings::add);
            findings.addAll(git.join());
            findings.addAll(DatabaseCheck.of(config.database(), clock));
            oldBackup(config).ifPresent(findings::add);
            findings.addAll(FilePrivacyCheck.of(config));
            if (config.platforms().isEmpty()) {
                findings.add(CheckFinding.failed(
                        "No bot token configured",
                        "set TELEGRAM_TOKEN (from @BotFather) or DISCORD_TOKEN (from the Developer Portal)"));
            }
            if (config.owners().telegram().isEmpty()
                    && config.owners().discord().isEmpty()) {
                findings.add(CheckFinding.warning(
                        "No owners configured: nobody is notified of invalid files or can send broadcasts",
                        "add your user IDs to owners.telegram and owners.discord"));
            }
            findings.addAll(telegram.join());
            findings.addAll(discord.join());
            return findings;
        }
    }

    /// No backup is not a finding: the first one is made in the first night.
    private Optional<CheckFinding> oldBackup(Config config) {
        try {
            return ConfiguredDatabase.newestBackup(config, clock)
                    .filter(made -> made.plus(MAX_BACKUP_AGE).isBefore(clock.instant()))
                    .map(made -> CheckFinding.warning(
                            "The newest backup is from %s".formatted(LOCAL.format(made.atZone(zone))),
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
                .map(telegram ->
                        TelegramCheck.run(telegram.settings(), config.owners().telegram(), clock))
                .orElseGet(() -> List.of(CheckFinding.ok("Telegram: off (no token)")));
    }

    private List<CheckFinding> discord(Config config) {
        return config.discord()
                .map(discord -> DiscordCheck.run(discord, config.owners().discord(), clock))
                .orElseGet(() -> List.of(CheckFinding.ok("Discord: off (no token)")));
    }
}
