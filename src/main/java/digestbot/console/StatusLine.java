package digestbot.console;

import static j2html.TagCreator.*;

import digestbot.audience.Platform;
import digestbot.health.AlarmKind;
import digestbot.health.Readiness;
import digestbot.health.Readiness.Check;
import j2html.tags.DomContent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The first line of the overview: the time, the version, the uptime, the last backup, and the
/// state of each part of the bot.
final class StatusLine {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm", Locale.ENGLISH);

    static final String ID = "checks";

    private StatusLine() {}

    static DomContent of(BotInfo bot, List<Check> checks, Instant now) {
        return div(
                        p(text(MOMENT.format(now.atZone(ZoneId.systemDefault())) + " " + PageParts.zone()
                                        + " · version "
                                        + bot.version() + " · up " + uptime(Duration.between(bot.startedAt(), now))
                                        + " · " + backup(bot.lastBackup().get(), now)))
                                .withClass("muted"),
                        ul(each(checks, check -> chip(check, now))).withClass("chips"))
                .withId(ID)
                .withClass("status")
                .attr("data-live");
    }

    private static String backup(Optional<Instant> last, Instant now) {
        return last.map(at -> "last backup %s (%s)".formatted(PageParts.clock(at), PageParts.relative(at, now)))
                .orElse("no backup yet");
    }

    private static String uptime(Duration up) {
        return up.compareTo(Duration.ofDays(2)) >= 0
                ? up.toDays() + " days"
                : up.compareTo(Duration.ofHours(2)) >= 0 ? up.toHours() + " h" : up.toMinutes() + " min";
    }

    private static DomContent chip(Check check, Instant now) {
        return li(
                        span(check.ok() ? "●" : "▲").attr("aria-hidden", "true"),
                        PageParts.hidden(check.ok() ? "OK" : "Failed"),
                        strong(name(check)),
                        PageParts.withCode(fact(check, now)))
                .withClass(check.ok() ? "chip ok" : "chip bad");
    }

    static String name(Check check) {
        return switch (check.name()) {
            case Readiness.DATABASE -> "Database";
            case Readiness.OLDEST_DUE -> "Deliveries";
            case Readiness.JOBS -> "Jobs";
            case Readiness.SEATS -> "Seats";
            default -> Platform.of(check.name()).title();
        };
    }

    /// The check's detail; for a platform that is polled, also the age of the last poll.
    static String fact(Check check, Instant now) {
        return check.at()
                .filter(_ -> check.alarm() == AlarmKind.PLATFORM)
                .map(at -> "last poll %s s ago%s"
                        .formatted(
                                PageParts.count(
                                        Math.max(0, Duration.between(at, now).toSeconds())),
                                check.ok() ? "" : ", " + check.detail()))
                .orElse(check.detail());
    }
}
