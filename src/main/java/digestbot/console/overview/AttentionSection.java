package digestbot.console.overview;

import static j2html.TagCreator.*;

import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastAction;
import digestbot.console.overview.Attention.Matter;
import digestbot.console.page.Forms;
import digestbot.console.page.PageParts;
import digestbot.console.page.PageParts.Tone;
import digestbot.console.page.Paths;
import digestbot.console.signin.Sessions.Session;
import digestbot.console.statistics.HourCountStore;
import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.health.Alarm;
import digestbot.health.AlarmKind;
import digestbot.health.CheckFinding;
import digestbot.health.Readiness.Check;
import digestbot.library.archive.HeldDigests.HeldDigest;
import digestbot.library.archive.OverdueDigests.MissingDigest;
import digestbot.library.intake.InvalidFileStore.InvalidFile;
import j2html.tags.DomContent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The section of the overview that lists the findings, each with its actions.
public final class AttentionSection {

    /// The number of entries that are not folded. More would push the key figures off the first
    /// screen.
    private static final int FIRST = 3;

    private AttentionSection() {}

    private record Entry(Matter matter, DomContent content) {}

    /// A page of the invalid files.
    ///
    /// @param digests the digests that come from them, by path
    /// @param pages the links to the other pages
    public record InvalidFiles(List<InvalidFile> files, Map<String, Long> digests, DomContent pages) {}

    public static DomContent of(Attention.Findings findings, InvalidFiles invalid, Session session, Instant now) {
        if (findings.count() == 0) {
            return section(h2("Needs attention"), p("Nothing needs attention.").withClass("muted"))
                    .withId("attention")
                    .attr("data-live");
        }
        List<Entry> entries = entries(findings, invalid, new AttentionEntries(session, now));
        List<Entry> first = entries.stream().limit(FIRST).toList();
        return section(
                        h2(
                                text("Needs attention "),
                                span(PageParts.count(findings.count())).withClass("badge")),
                        list(first),
                        iff(
                                entries.size() > FIRST,
                                details(
                                        summary(others(findings, first)),
                                        list(entries.stream().skip(FIRST).toList()))),
                        invalid.pages())
                .withId("attention")
                .withClass("attention")
                .attr("data-live");
    }

    private static List<Entry> entries(Attention.Findings findings, InvalidFiles invalid, AttentionEntries entries) {
        List<Entry> list = new ArrayList<>();
        findings.failed().forEach(check -> list.add(new Entry(Matter.FAILED, entries.failed(check))));
        findings.held().forEach(held -> list.add(new Entry(Matter.HELD, entries.held(held))));
        invalid.files()
                .forEach(file -> list.add(new Entry(
                        Matter.INVALID,
                        entries.invalid(
                                file, Optional.ofNullable(invalid.digests().get(file.path()))))));
        findings.late().forEach(late -> list.add(new Entry(Matter.LATE, entries.late(late))));
        findings.alarms().forEach(alarm -> list.add(new Entry(Matter.ALARM, entries.alarm(alarm))));
        findings.paused().forEach(broadcast -> list.add(new Entry(Matter.PAUSED, entries.paused(broadcast))));
        findings.failing().ifPresent(totals -> list.add(new Entry(Matter.FAILING, AttentionEntries.failing(totals))));
        findings.missingSettings()
                .forEach(missing -> list.add(new Entry(Matter.MISSING, AttentionEntries.missing(missing))));
        return list;
    }

    private static DomContent list(List<Entry> entries) {
        return ul(each(entries, Entry::content)).withClass("entries");
    }

    /// The entries that the list leaves out, such as “12 more: 10 invalid files, 2 alarms”.
    private static String others(Attention.Findings findings, List<Entry> first) {
        return Stream.of(Matter.values())
                .map(matter -> matter.others(
                        findings,
                        first.stream().filter(entry -> entry.matter() == matter).count()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", ", PageParts.count(findings.count() - first.size()) + " more: ", ""));
    }

    /// Makes the entries: the finding, its consequence, and the actions of an operator.
    record AttentionEntries(Session session, Instant now) {

        private static final int FIRST_ERRORS = 2;

        private static DomContent entry(DomContent tag, DomContent what, DomContent details, DomContent... acts) {
            return li(
                    tag,
                    div(div(what), div(details).withClass("muted")).withClass("what"),
                    acts.length == 0
                            ? text("")
                            : div(each(List.of(acts), act -> act)).withClass("acts"));
        }

        private static DomContent link(String label, String address) {
            return a(label).withHref(address).withClass("button");
        }

        DomContent failed(Check check) {
            return entry(
                    PageParts.status(Tone.BAD, "Failed"),
                    PageParts.withCode(StatusLine.name(check) + ": " + StatusLine.fact(check, now)),
                    PageParts.withCode(advice(check.alarm())));
        }

        static DomContent missing(CheckFinding setting) {
            return entry(
                    PageParts.status(Tone.WARNING, "Not set"),
                    text(setting.message()),
                    text(setting.fix().orElseThrow()));
        }

        DomContent held(HeldDigest held) {
            Digest digest = held.digest().digest();
            String address = Paths.digest(held.digest().number());
            return entry(
                    PageParts.status(
                            Tone.WARNING,
                            digest.publishAt().filter(now::isBefore).isPresent() ? "Embargo" : "Held"),
                    a(digest.topic().name() + ", " + digest.key().day()).withHref(address),
                    span(text("Publishes at "), PageParts.fullMoment(held.until(), now), text(".")),
                    link("Preview", address),
                    Forms.linkToConfirmation("Don't publish", address + Paths.DONT_PUBLISH),
                    Forms.form(session, address + Paths.RELEASE, Forms.primary("Release now")));
        }

        /// `digest` comes from an earlier content of the file.
        DomContent invalid(InvalidFile file, Optional<Long> digest) {
            DomContent errors = div(
                    errors(file.diagnostics().stream().limit(FIRST_ERRORS).toList()),
                    iff(
                            file.diagnostics().size() > FIRST_ERRORS,
                            details(
                                    summary(PageParts.count(
                                            file.diagnostics().size() - FIRST_ERRORS, "more error", "more errors")),
                                    errors(file.diagnostics().stream()
                                            .skip(FIRST_ERRORS)
                                            .toList()))),
                    p(
                            digest.isPresent()
                                    ? "The digest stays as it was. The bot reads the file again as soon as it changes."
                                    : "Not delivered. The bot reads the file again as soon as it changes."));
            DomContent tag = PageParts.status(Tone.BAD, "Invalid file");
            return digest.map(number ->
                            entry(tag, strong(file.path()), errors, link("Last valid version", Paths.digest(number))))
                    .orElseGet(() -> entry(tag, strong(file.path()), errors));
        }

        private static DomContent errors(List<Diagnostic> errors) {
            return ul(each(errors, PageParts::diagnostic)).withClass("errors");
        }

        DomContent late(MissingDigest late) {
            return entry(
                    PageParts.status(Tone.BAD, "Late"),
                    text(late.topic().name() + ", " + late.day()),
                    span(
                            text("Usually received at "),
                            PageParts.fullMoment(late.at(), now),
                            text(". The folder has no valid file for this day.")),
                    link("Earlier digests", Paths.digestsOf(late.topic().id())));
        }

        DomContent alarm(Alarm alarm) {
            return entry(
                    PageParts.status(Tone.BAD, "Alarm"),
                    PageParts.withCode(alarm.sentence()),
                    span(
                            text("Since "),
                            PageParts.fullMoment(alarm.since(), now),
                            text(". "),
                            PageParts.withCode(advice(alarm.kind()))),
                    place(alarm.kind()));
        }

        private static String advice(AlarmKind kind) {
            return switch (kind) {
                case LATE -> "Check what writes the file.";
                case STUCK -> "The queue and the failures by reason say what is not sent.";
                case PLATFORM -> "`digestbot doctor` checks the token and the connection.";
                case BACKUP -> "It is tried again every hour. `digestbot backup` makes one at once.";
                case STORAGE -> "Nothing is sent meanwhile. `digestbot doctor` checks the database.";
                case JOB -> "The log says more.";
                case SEAT -> "No node does this part of the work.";
                case WEBHOOK -> "`digestbot webhook test` shows what the receiver answers.";
            };
        }

        /// A link to the page that shows more.
        private static DomContent place(AlarmKind kind) {
            return switch (kind) {
                case LATE -> link("Digests", Paths.DIGESTS);
                case STUCK -> link("Deliveries", Paths.DELIVERIES);
                case PLATFORM, BACKUP, STORAGE, WEBHOOK -> link("Configuration", Paths.CONFIGURATION);
                case JOB -> link("State of the jobs", "#" + StatusLine.ID);
                case SEAT -> link("Nodes", "#" + NodesSection.ID);
            };
        }

        DomContent paused(Broadcast broadcast) {
            String address = Paths.broadcast(broadcast.number());
            return entry(
                    PageParts.status(Tone.WARNING, "Paused"),
                    a("Broadcast " + broadcast.number()).withHref(address),
                    text("The remaining recipients get it once you resume it."),
                    link("Open", address),
                    Forms.linkToConfirmation("Stop", Paths.broadcast(broadcast.number(), BroadcastAction.STOP)),
                    Forms.form(
                            session,
                            Paths.broadcast(broadcast.number(), BroadcastAction.RESUME),
                            Forms.normal("Resume")));
        }

        static DomContent failing(HourCountStore.Totals totals) {
            return entry(
                    PageParts.status(Tone.BAD, "Failures"),
                    text("%s of %s deliveries failed in the last hour (%s)."
                            .formatted(
                                    PageParts.count(totals.failed()),
                                    PageParts.count(totals.sent() + totals.failed()),
                                    percent(totals.failureRate().orElse(0.0)))),
                    text(""),
                    link("Reasons", Paths.DELIVERIES + "#reasons"));
        }

        static String percent(double share) {
            return String.format(Locale.ENGLISH, "%.1f %%", share * 100);
        }
    }
}
