package digestbot.console.overview;

import static j2html.TagCreator.details;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import digestbot.console.page.PageParts;
import digestbot.console.signin.Sessions.Session;
import digestbot.library.intake.InvalidFileStore.InvalidFile;
import j2html.tags.DomContent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The section of the overview that lists what needs attention, each entry with its actions.
public final class AttentionSection {

    /// The number of entries that are not folded. More would push the key figures off the first screen.
    private static final int FIRST = 3;

    private AttentionSection() {}

    /// An entry of the list.
    private record Entry(Kind kind, DomContent content) {}

    private enum Kind {
        HELD("held digest", "held digests"),
        INVALID("invalid file", "invalid files"),
        LATE("late digest", "late digests"),
        ALARM("alarm", "alarms"),
        PAUSED("paused broadcast", "paused broadcasts"),
        FAILING("failure rate", "failure rates");

        private final String one;
        private final String many;

        Kind(String one, String many) {
            this.one = one;
            this.many = many;
        }

        private Optional<String> others(Attention.Findings findings, long shown) {
            long others = count(findings) - shown;
            return others == 0 ? Optional.empty() : Optional.of(PageParts.count(others, one, many));
        }

        private long count(Attention.Findings findings) {
            return switch (this) {
                case HELD -> findings.held().size();
                case INVALID -> findings.invalidFiles();
                case LATE -> findings.late().size();
                case ALARM -> findings.alarms().size();
                case PAUSED -> findings.paused().size();
                case FAILING -> findings.failing().isPresent() ? 1 : 0;
            };
        }
    }

    /// A page of the invalid files.
    ///
    /// @param digests the digests that come from them, by path
    /// @param pages the links to the other pages
    public record InvalidFiles(List<InvalidFile> files, Map<String, Long> digests, DomContent pages) {

        public InvalidFiles {
            files = List.copyOf(files);
            digests = Map.copyOf(digests);
        }
    }

    /// The section; it says so if nothing needs attention.
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
        findings.held().forEach(held -> list.add(new Entry(Kind.HELD, entries.held(held))));
        invalid.files()
                .forEach(file -> list.add(new Entry(
                        Kind.INVALID,
                        entries.invalid(
                                file, Optional.ofNullable(invalid.digests().get(file.path()))))));
        findings.late().forEach(late -> list.add(new Entry(Kind.LATE, entries.late(late))));
        findings.alarms().forEach(alarm -> list.add(new Entry(Kind.ALARM, entries.alarm(alarm))));
        findings.paused().forEach(broadcast -> list.add(new Entry(Kind.PAUSED, entries.paused(broadcast))));
        findings.failing().ifPresent(totals -> list.add(new Entry(Kind.FAILING, AttentionEntries.failing(totals))));
        return list;
    }

    private static DomContent list(List<Entry> entries) {
        return ul(each(entries, Entry::content)).withClass("entries");
    }

    /// What the list leaves out, such as “12 more: 10 invalid files, 2 alarms”.
    private static String others(Attention.Findings findings, List<Entry> first) {
        return Stream.of(Kind.values())
                .map(kind -> kind.others(
                        findings,
                        first.stream().filter(entry -> entry.kind() == kind).count()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", ", PageParts.count(findings.count() - first.size()) + " more: ", ""));
    }
}
