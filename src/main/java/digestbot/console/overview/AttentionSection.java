package digestbot.console.overview;

import static j2html.TagCreator.a;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import digestbot.broadcast.Broadcast;
import digestbot.console.page.Buttons;
import digestbot.console.page.PageParts;
import digestbot.console.page.Paths;
import digestbot.console.page.StatusTag;
import digestbot.console.page.StatusTag.Tone;
import digestbot.console.signin.Sessions.Session;
import digestbot.console.statistics.HourCountStore;
import digestbot.digest.Digest;
import digestbot.health.OpenAlarms.OpenAlarm;
import digestbot.library.archive.HeldDigests.HeldDigest;
import digestbot.library.archive.OverdueDigests.MissingDigest;
import digestbot.library.intake.InvalidFileStore.InvalidFile;
import j2html.tags.DomContent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The section of the overview that lists what needs attention, each entry with its actions.
public final class AttentionSection {

    private static final int FIRST = 3;

    private AttentionSection() {}

    /// The section; it says so if nothing needs attention.
    ///
    /// @param files the invalid files to list
    /// @param pages the links to the other files
    public static DomContent of(
            Attention.Findings findings, List<InvalidFile> files, DomContent pages, Session session, Instant now) {
        if (findings.count() == 0) {
            return section(h2("Needs attention"), p("Nothing needs attention.").withClass("muted"))
                    .withId("attention")
                    .attr("data-live");
        }
        List<DomContent> entries = new ArrayList<>();
        findings.held().forEach(held -> entries.add(held(held, session, now)));
        files.forEach(file -> entries.add(invalid(file)));
        findings.late().forEach(late -> entries.add(late(late, now)));
        findings.alarms().forEach(alarm -> entries.add(alarm(alarm, now)));
        findings.paused().forEach(broadcast -> entries.add(paused(broadcast)));
        findings.failing().ifPresent(totals -> entries.add(failing(totals)));
        return section(
                        h2(
                                text("Needs attention "),
                                span(PageParts.count(findings.count())).withClass("badge")),
                        ul(each(entries.stream().limit(FIRST).toList(), entry -> entry))
                                .withClass("entries"),
                        iff(
                                entries.size() > FIRST,
                                folded(entries.subList(Math.min(FIRST, entries.size()), entries.size()))),
                        pages)
                .withId("attention")
                .withClass("attention")
                .attr("data-live");
    }

    /// The entries that would push the key figures off the first screen.
    private static DomContent folded(List<DomContent> others) {
        return details(
                summary(PageParts.count(others.size(), "more entry", "more entries")),
                ul(each(others, entry -> entry)).withClass("entries"));
    }

    private static DomContent entry(DomContent tag, DomContent what, DomContent details, DomContent acts) {
        return li(tag, div(div(what), div(details).withClass("muted")).withClass("what"), acts);
    }

    private static DomContent none() {
        return text("");
    }

    private static DomContent held(HeldDigest held, Session session, Instant now) {
        Digest digest = held.digest().digest();
        String address = Paths.digest(held.digest().number());
        return entry(
                StatusTag.of(Tone.WARNING, "Held"),
                a(digest.topic().name() + ", " + digest.key().day()).withHref(address),
                span(text("Publishes automatically at "), PageParts.fullMoment(held.until(), now), text(".")),
                div(
                                a("Preview").withHref(address).withClass("button"),
                                Buttons.linkToConfirmation("Don't publish", address + Paths.DONT_PUBLISH),
                                Buttons.form(session, address + Paths.RELEASE, Buttons.primary("Release now")))
                        .withClass("acts"));
    }

    private static DomContent invalid(InvalidFile file) {
        return entry(
                StatusTag.of(Tone.BAD, "Invalid file"),
                strong(file.path()),
                div(
                        ul(each(file.diagnostics(), PageParts::diagnostic)).withClass("errors"),
                        p("Not delivered. The bot reads the file again as soon as it changes.")),
                none());
    }

    private static DomContent late(MissingDigest late, Instant now) {
        return entry(
                StatusTag.of(Tone.BAD, "Late"),
                text(late.topic().name() + ", " + late.day()),
                span(text("Usually received at "), PageParts.fullMoment(late.at(), now), text(".")),
                none());
    }

    private static DomContent alarm(OpenAlarm alarm, Instant now) {
        return entry(
                StatusTag.of(Tone.BAD, "Alarm"),
                PageParts.withCode(alarm.sentence()),
                span(text("Since "), PageParts.fullMoment(alarm.since(), now), text(".")),
                none());
    }

    private static DomContent paused(Broadcast broadcast) {
        return entry(
                StatusTag.of(Tone.WARNING, "Paused"),
                a("Broadcast " + broadcast.number()).withHref(Paths.broadcast(broadcast.number())),
                text("The remaining recipients get it once you resume it."),
                div(a("Open").withHref(Paths.broadcast(broadcast.number())).withClass("button"))
                        .withClass("acts"));
    }

    private static DomContent failing(HourCountStore.Totals totals) {
        return entry(
                StatusTag.of(Tone.BAD, "Failures"),
                text("%s of %s deliveries failed in the last hour (%s)."
                        .formatted(
                                PageParts.count(totals.failed()),
                                PageParts.count(totals.sent() + totals.failed()),
                                percent(totals.failureRate().orElse(0.0)))),
                none(),
                div(a("Reasons").withHref(Paths.DELIVERIES).withClass("button")).withClass("acts"));
    }

    /// A share as a percentage with one decimal.
    static String percent(double share) {
        return String.format(Locale.ENGLISH, "%.1f %%", share * 100);
    }
}
