package digestbot.console;

import static digestbot.console.PageParts.*;
import static j2html.TagCreator.*;

import digestbot.audience.Platform;
import digestbot.console.Metrics.BotInfo;
import digestbot.ops.health.Alarm.AlarmKind;
import digestbot.ops.health.Readiness;
import digestbot.ops.health.Readiness.Check;
import j2html.tags.DomContent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The first line of the overview: the time, the version, the uptime, the last backup, and the
/// state of each part of the bot.
final class StatusLine {

    static final String ID = "checks";

    /// A poll lasts most of a minute, so shorter ages mean nothing.
    private static final Duration LONG_POLL = Duration.ofMinutes(2);

    private StatusLine() {}

    static DomContent of(BotInfo bot, List<Check> checks, Instant now) {
        return live(
                ID,
                div(
                                muted("%s %s · version %s · up %s · %s"
                                        .formatted(
                                                dateAndTime(now, now),
                                                zone(),
                                                bot.version(),
                                                rounded(Duration.between(bot.startedAt(), now)),
                                                backup(bot.lastBackup().get(), now))),
                                ul(each(checks, check -> chip(check, now))).withClass("chips"))
                        .withClass("status"));
    }

    private static String backup(Optional<Instant> last, Instant now) {
        return last.map(at -> "last backup %s (%s)".formatted(clock(at), relative(at, now)))
                .orElse("no backup yet");
    }

    private static DomContent chip(Check check, Instant now) {
        boolean trouble = check.isTrouble();
        return li(
                        span(check.ok() ? "●" : check.isConnecting() ? "○" : "▲")
                                .attr("aria-hidden", "true"),
                        hidden(check.ok() ? "OK" : check.isConnecting() ? "Starting" : trouble ? "Retrying" : "Failed"),
                        strong(name(check)),
                        withCode(fact(check, now)))
                .withClass(
                        check.ok() ? "chip ok" : check.isConnecting() ? "chip" : trouble ? "chip warning" : "chip bad");
    }

    static String name(Check check) {
        return switch (check.name()) {
            case Readiness.DATABASE -> "Database";
            case Readiness.OLDEST_DUE -> "Deliveries";
            case Readiness.JOBS -> "Jobs";
            case Readiness.LEADER -> "Leader";
            default -> Platform.of(check.name()).title();
        };
    }

    /// The check's detail. For a trouble also its beginning, and for a polled platform whose last
    /// poll is long ago also its age.
    static String fact(Check check, Instant now) {
        if (check.isTrouble()) {
            return "%s since %s; retrying"
                    .formatted(check.detail(), clock(check.at().orElseThrow()));
        }
        return check.at()
                .filter(_ -> check.alarm() == AlarmKind.PLATFORM)
                .map(at -> Duration.between(at, now))
                .filter(age -> age.compareTo(LONG_POLL) > 0)
                .map(age -> check.detail() + ", last poll " + rounded(age) + " ago")
                .orElse(check.detail());
    }
}
