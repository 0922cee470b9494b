package digestbot.web;

import static j2html.TagCreator.*;

import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import j2html.tags.specialized.FigcaptionTag;
import j2html.tags.specialized.FigureTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// A bar with the shares of a whole, and their texts below it.
public final class ShareBar {

    /// The width of the bar in its own units.
    public static final int WIDTH = 1_000;

    private ShareBar() {}

    /// The colour of a share is 0xRRGGBB; both functions take its index.
    ///
    /// @param widths the widths of the shares, whose sum is [#WIDTH]
    public static FigureTag of(
            FigcaptionTag caption, List<Integer> widths, IntUnaryOperator colour, IntFunction<String> text) {
        List<DomContent> parts = new ArrayList<>();
        int left = 0;
        for (int i = 0; i < widths.size(); i++) {
            parts.add(rectangle(colour.applyAsInt(i), String.valueOf(widths.get(i)))
                    .attr("x", left)
                    .with(tag("title").withText(text.apply(i))));
            left += widths.get(i);
        }
        List<DomContent> legend = IntStream.range(0, widths.size())
                .<DomContent>mapToObj(i -> li(svg().with(rectangle(colour.applyAsInt(i), "100%")), text(text.apply(i))))
                .toList();
        return figure(
                        caption,
                        svg().attr("viewBox", "0 0 " + WIDTH + " 1")
                                .attr("preserveAspectRatio", "none")
                                .with(parts),
                        ul().with(legend).withClass("legend"))
                .withClass("shares");
    }

    private static ContainerTag<?> svg() {
        return tag("svg").attr("aria-hidden", "true");
    }

    private static ContainerTag<?> rectangle(int colour, String width) {
        return tag("rect")
                .attr("width", width)
                .attr("height", "100%")
                .attr("fill", String.format(Locale.ROOT, "#%06x", colour));
    }
}
