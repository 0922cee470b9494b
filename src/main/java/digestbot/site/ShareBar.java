package digestbot.site;

import static j2html.TagCreator.*;

import digestbot.content.views.PerspectiveShare;
import digestbot.i18n.Texts;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A bar with the perspectives' shares of a digest's articles, and their numbers below it.
final class ShareBar {

    /// The width of the bar in its own units.
    private static final int WIDTH = 1_000;

    private ShareBar() {}

    static Optional<DomContent> of(List<PerspectiveShare> shares, Texts texts) {
        return shares.isEmpty()
                ? Optional.empty()
                : Optional.of(figure(
                                figcaption(texts.format("site-shares")).withClass("unseen"),
                                bar(shares),
                                ul(each(
                                                shares,
                                                share -> li(
                                                        span().withClasses(
                                                                        "swatch",
                                                                        SiteAsset.colourClass(share.colour())),
                                                        text(share.fullText()))))
                                        .withClass("legend"))
                        .withClass("shares"));
    }

    private static DomContent bar(List<PerspectiveShare> shares) {
        List<Integer> widths = PerspectiveShare.divide(shares, WIDTH);
        List<DomContent> parts = new ArrayList<>();
        int left = 0;
        for (int i = 0; i < shares.size(); i++) {
            parts.add(tag("rect")
                    .attr("x", left)
                    .attr("width", widths.get(i))
                    .attr("height", 1)
                    .attr("class", SiteAsset.colourClass(shares.get(i).colour())));
            left += widths.get(i);
        }
        return tag("svg")
                .attr("viewBox", "0 0 " + WIDTH + " 1")
                .attr("preserveAspectRatio", "none")
                .attr("aria-hidden", "true")
                .with(parts);
    }
}
