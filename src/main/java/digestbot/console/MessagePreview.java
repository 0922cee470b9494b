package digestbot.console;

import static j2html.TagCreator.a;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.hr;
import static j2html.TagCreator.tag;

import digestbot.audience.Platform;
import digestbot.clientview.ClientRow;
import digestbot.clientview.ClientSpan;
import digestbot.content.Content;
import j2html.TagCreator;
import j2html.tags.DomContent;
import j2html.tags.specialized.ATag;
import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.SpanTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// Messages as a platform's client shows them. Their buttons do nothing.
final class MessagePreview {

    private MessagePreview() {}

    static DomContent of(ClientPreview preview, Platform platform, Content content) {
        return div(each(preview.of(platform, content), MessagePreview::message))
                .withClass("chat " + platform.id())
                .attr("role", "group")
                .attr("aria-label", "Preview on " + platform.title());
    }

    private static DomContent message(List<ClientRow> rows) {
        var drawn = new ArrayList<DomContent>();
        for (int i = 0; i < rows.size(); ) {
            OptionalInt accent = accent(rows.get(i));
            int end = i + 1;
            while (end < rows.size()
                    && rows.get(end) instanceof ClientRow.Line
                    && accent(rows.get(end)).equals(accent)) {
                end++;
            }
            drawn.add(box(accent, rows.subList(i, end)));
            i = end;
        }
        return div(each(drawn, each -> each)).withClass("message");
    }

    private static OptionalInt accent(ClientRow row) {
        return row instanceof ClientRow.Line line ? line.accent() : OptionalInt.empty();
    }

    private static DomContent box(OptionalInt accent, List<ClientRow> rows) {
        DivTag box = div(each(rows, MessagePreview::row));
        return accent.isPresent() ? box.withClass("box").with(bar(accent.getAsInt())) : box;
    }

    /// An SVG, because the content security policy forbids inline styles.
    private static DomContent bar(int colour) {
        DomContent bar = tag("rect")
                .attr("width", "100%")
                .attr("height", "100%")
                .attr("fill", String.format(Locale.ROOT, "#%06x", colour));
        return tag("svg").withClass("bar").attr("aria-hidden", "true").with(bar);
    }

    private static DomContent row(ClientRow row) {
        return switch (row) {
            case ClientRow.Line line -> line(line);
            case ClientRow.ButtonRow buttons ->
                div(each(buttons.buttons(), MessagePreview::key)).withClass("keys");
            case ClientRow.SelectMenu menu ->
                div(TagCreator.span(menu.placeholder() + " ▾").withClass("key")).withClass("keys");
            case ClientRow.Divider() -> hr();
        };
    }

    private static DomContent key(ClientRow.ClientButton key) {
        return key.url()
                .<DomContent>map(url -> link(url, key.label() + " ↗").withClass("key"))
                .orElseGet(() -> TagCreator.span(key.label()).withClass(key.enabled() ? "key" : "key current"));
    }

    private static DomContent line(ClientRow.Line line) {
        DivTag drawn = div(each(line.spans(), MessagePreview::span));
        return switch (line.kind()) {
            case PLAIN -> drawn.withClass("line");
            case HEADING, SMALL, QUOTE, CODE ->
                drawn.withClass("line " + line.kind().name().toLowerCase(Locale.ROOT));
            case FOLDED_QUOTE -> drawn.withClass("line quote");
        };
    }

    private static DomContent span(ClientSpan span) {
        List<String> looks = span.styles().stream()
                .map(style -> style.name().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
        SpanTag text = TagCreator.span(span.text());
        if (!looks.isEmpty()) {
            text.withClass(String.join(" ", looks));
        }
        Optional<String> link = span.link();
        return link.<DomContent>map(url -> link(url, "").with(text)).orElse(text);
    }

    /// A link that sends no referrer.
    private static ATag link(String url, String label) {
        return url.matches("(?i)https?://.*") ? a(label).withHref(url).withRel("noreferrer") : a(label);
    }
}
