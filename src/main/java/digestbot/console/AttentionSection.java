package digestbot.console;

import static digestbot.console.Forms.*;
import static digestbot.console.PageParts.*;
import static j2html.TagCreator.*;

import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastAction;
import digestbot.console.Attention.Findings;
import digestbot.console.HourCountStore.Totals;
import digestbot.console.PageParts.Tone;
import digestbot.console.signin.SessionRegistry.Session;
import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.library.archive.DigestReview.HeldDigest;
import digestbot.library.archive.OverdueDigests.MissingDigest;
import digestbot.library.intake.InvalidFileStore.InvalidFile;
import digestbot.ops.health.Alarm;
import digestbot.ops.health.Alarm.AlarmKind;
import digestbot.ops.health.CheckFinding;
import digestbot.ops.health.HealthReport;
import digestbot.ops.health.Heartbeat;
import digestbot.ops.health.Readiness.Check;
import j2html.tags.DomContent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The section of the overview that lists the findings: each with its consequence and the actions of
/// an operator.
///
/// @param files the first invalid files
/// @param digests the digests that come from an earlier content of these files, by path
record AttentionSection(List<InvalidFile> files, Map<String, Long> digests, Session session, Instant now) {

    /// The number of entries that are not folded. More would push the key figures off the first
    /// screen.
    private static final int FIRST = 3;

    private static final String INVALID = "invalid file";

    /// `kind` is the entry's name in the singular; its plural ends in “s”.
    private record Entry(String kind, long count, DomContent content) {}

    DomContent of(Findings found) {
        List<Entry> entries = Stream.of(
                        entries("failed check", found.failed(), this::failed),
                        entries("held digest", found.held(), this::held),
                        entries(INVALID, files, this::invalid),
                        more(found.invalid() - files.size()),
                        entries("late digest", found.late(), this::late),
                        entries("alarm", found.alarms(), this::alarm),
                        entries("paused broadcast", found.paused(), this::paused),
                        entries("failure rate", found.failing().stream().toList(), AttentionSection::failing),
                        entries("missing setting", found.missingSettings(), AttentionSection::missing))
                .flatMap(each -> each)
                .toList();
        if (entries.isEmpty()) {
            return live("attention", section(h2("Needs attention"), muted("Nothing needs attention.")));
        }
        List<Entry> rest = entries.stream().skip(FIRST).toList();
        return live(
                        "attention",
                        section(
                                h2(
                                        text("Needs attention "),
                                        span(count(found.count())).withClass("badge")),
                                list(entries.stream().limit(FIRST).toList()),
                                iff(!rest.isEmpty(), details(summary(others(rest)), list(rest)))))
                .withClass("attention");
    }

    private static <T> Stream<Entry> entries(String kind, List<T> found, Function<T, DomContent> content) {
        return found.stream().map(each -> new Entry(kind, 1, content.apply(each)));
    }

    private static Stream<Entry> more(long files) {
        String sentence = "and %s more. `digestbot check` lists all invalid files.".formatted(count(files));
        return files > 0 ? Stream.of(new Entry(INVALID, files, li(withCode(sentence)))) : Stream.of();
    }

    private static DomContent list(List<Entry> entries) {
        return ul(each(entries, Entry::content)).withClass("entries");
    }

    /// The summary of the hidden entries, such as “12 more: 10 invalid files, 2 alarms”.
    private static String others(List<Entry> rest) {
        Map<String, Long> counts = new LinkedHashMap<>();
        rest.forEach(entry -> counts.merge(entry.kind(), entry.count(), Long::sum));
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        return counts.entrySet().stream()
                .map(left -> count(left.getValue(), left.getKey(), left.getKey() + "s"))
                .collect(Collectors.joining(", ", count(all) + " more: ", ""));
    }

    private static final int FIRST_ERRORS = 2;

    private static DomContent entry(DomContent tag, DomContent what, DomContent details, DomContent... acts) {
        return li(
                tag,
                div(div(what), div(details).withClass("muted")).withClass("what"),
                iff(acts.length > 0, acts(acts)));
    }

    private static DomContent link(String label, String address) {
        return a(label).withHref(address).withClass("button");
    }

    private DomContent failed(Check check) {
        boolean trouble = check.isTrouble();
        return entry(
                trouble ? status(Tone.WARNING, "Retrying") : status(Tone.BAD, "Failed"),
                withCode(StatusLine.name(check) + (trouble ? " " : ": ") + StatusLine.fact(check, now)),
                withCode(
                        check.detail().equals(Heartbeat.RIVAL)
                                ? capitalised(HealthReport.RIVAL_FIX) + "."
                                : check.alarm().advice()),
                place(check.alarm()));
    }

    private static DomContent missing(CheckFinding setting) {
        return entry(
                status(Tone.WARNING, "Not set"),
                text(setting.message()),
                text(setting.fix().orElseThrow()));
    }

    private DomContent held(HeldDigest held) {
        Digest digest = held.digest().digest();
        String address = Paths.digest(held.digest().number());
        return entry(
                status(Tone.WARNING, digest.publishAt().filter(now::isBefore).isPresent() ? "Embargo" : "Held"),
                a(digest.topic().name() + ", " + date(digest.key().day(), now)).withHref(address),
                held.publishesAt()
                        .<DomContent>map(at -> span(text("Publishes at "), fullMoment(at, now), text(".")))
                        .orElse(text("Waits for a decision.")),
                link("Preview", address),
                linkToConfirmation("Don't publish", address + Paths.DONT_PUBLISH),
                form(session, address + Paths.RELEASE, primary("Release now")));
    }

    private DomContent invalid(InvalidFile file) {
        Optional<Long> digest = Optional.ofNullable(digests.get(file.path()));
        List<Diagnostic> found = file.diagnostics();
        List<Diagnostic> more = found.stream().skip(FIRST_ERRORS).toList();
        DomContent errors = div(
                errors(found.stream().limit(FIRST_ERRORS).toList()),
                iff(!more.isEmpty(), details(summary(count(more.size(), "more error", "more errors")), errors(more))),
                p((digest.isPresent() ? "The digest stays as it was." : "Not delivered.")
                        + " The bot reads the file again as soon as it changes."));
        return entry(
                status(Tone.BAD, "Invalid file"),
                strong(file.path()),
                errors,
                digest.stream()
                        .map(number -> link("Last valid version", Paths.digest(number)))
                        .toArray(DomContent[]::new));
    }

    private static DomContent errors(List<Diagnostic> errors) {
        return ul(each(errors, PageParts::diagnostic)).withClass("errors");
    }

    private DomContent late(MissingDigest late) {
        return entry(
                status(Tone.BAD, "Late"),
                text(late.topic().name() + ", " + date(late.day(), now)),
                span(
                        text("Usually received at "),
                        fullMoment(late.at(), now),
                        text(". The folder has no valid file for this day.")),
                link("Earlier digests", Paths.digestsOf(late.topic().id())));
    }

    private DomContent alarm(Alarm alarm) {
        return entry(
                status(Tone.BAD, "Alarm"),
                withCode(alarm.sentence()),
                span(
                        text("Since "),
                        fullMoment(alarm.since(), now),
                        text(". "),
                        withCode(alarm.kind().advice())),
                place(alarm.kind()));
    }

    private static DomContent place(AlarmKind kind) {
        return switch (kind) {
            case LATE, WRITING -> link("Digests", Paths.DIGESTS);
            case STUCK -> link("Deliveries", Paths.DELIVERIES);
            case JOB -> link("State of the jobs", "#" + StatusLine.ID);
            default -> link("Configuration", Paths.CONFIGURATION);
        };
    }

    private DomContent paused(Broadcast broadcast) {
        String address = Paths.broadcast(broadcast.number());
        return entry(
                status(Tone.WARNING, "Paused"),
                a("Broadcast " + broadcast.number()).withHref(address),
                text("The remaining recipients get it once you resume it."),
                link("Open", address),
                linkToConfirmation("Stop", Paths.broadcast(broadcast.number(), BroadcastAction.STOP)),
                form(session, Paths.broadcast(broadcast.number(), BroadcastAction.RESUME), normal("Resume")));
    }

    private static DomContent failing(Totals totals) {
        return entry(
                status(Tone.BAD, "Failures"),
                text("%s of %s deliveries failed in the last hour (%s)."
                        .formatted(
                                count(totals.failed()),
                                count(totals.sent() + totals.failed()),
                                percent(totals.failureRate().orElse(0.0)))),
                text(""),
                link("Reasons", Paths.DELIVERIES + "#reasons"));
    }

    static String percent(double share) {
        return String.format(Locale.ENGLISH, "%.1f%%", share * 100);
    }
}
