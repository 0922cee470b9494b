package digestbot.console.digest;

import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.li;
import static j2html.TagCreator.tag;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import digestbot.content.views.PerspectiveShare;
import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// A bar with the perspectives' shares of a digest's articles, and their numbers below it. It is an
/// SVG, because the content security policy forbids inline styles.
public final class PerspectiveShareChart {

    /// The width of the bar in its own units.
    private static final int WIDTH = 1_000;

    private static final String CAPTION = "Articles by perspective";

    private PerspectiveShareChart() {}

    /// The chart; empty if there are no shares.
    public static Optional<DomContent> of(List<PerspectiveShare> shares) {
        return shares.isEmpty()
                ? Optional.empty()
                : Optional.of(figure(
                                figcaption(CAPTION),
                                bar(shares),
                                ul(each(shares, share -> li(swatch(share.colour()), text(share.fullText()))))
                                        .withClass("legend"))
                        .withClass("shares"));
    }

    private static DomContent bar(List<PerspectiveShare> shares) {
        List<Integer> widths = PerspectiveShare.divide(shares, WIDTH);
        List<DomContent> parts = new ArrayList<>();
        int left = 0;
        for (int i = 0; i < shares.size(); i++) {
            PerspectiveShare share = shares.get(i);
            parts.add(rectangle(share.colour(), String.valueOf(widths.get(i)))
                    .attr("x", left)
                    .with(tag("title").withText(share.fullText())));
            left += widths.get(i);
        }
        return tag("svg")
                .attr("viewBox", "0 0 " + WIDTH + " 1")
                .attr("preserveAspectRatio", "none")
                .attr("role", "img")
                .attr(
                        "aria-label",
                        CAPTION + ": "
                                + shares.stream()
                                        .map(PerspectiveShare::fullText)
                                        .collect(Collectors.joining(", ")))
                .with(parts);
    }

    private static DomContent swatch(int colour) {
        return tag("svg").attr("aria-hidden", "true").with(rectangle(colour, "100%"));
    }

    private static ContainerTag<?> rectangle(int colour, String width) {
        return tag("rect")
                .attr("width", width)
                .attr("height", "100%")
                .attr("fill", String.format(Locale.ROOT, "#%06x", colour));
    }
}
