package digestbot.console;

import static digestbot.console.PageParts.count;
import static j2html.TagCreator.*;

import digestbot.delivery.status.DigestTotals;
import j2html.tags.DomContent;
import java.util.Optional;

/// The results of a digest's deliveries as a bar and in words, the same on every page.
final class DeliveryBar {

    private static final int WIDTH = 1_000;

    private DeliveryBar() {}

    /// Deliveries that are scheduled for later do not count as missing.
    ///
    /// @param later the number of deliveries that are scheduled for later; empty while they are
    ///     being counted
    static DomContent of(DigestTotals totals, Optional<Long> later) {
        long all = totals.planned() - totals.cancelled();
        if (all <= 0) {
            return text("–");
        }
        long scheduled = Math.min(later.orElse(0L), totals.open());
        return each(
                tag("svg")
                        .withClass("bar")
                        .attr("viewBox", "0 0 " + WIDTH + " 10")
                        .attr("preserveAspectRatio", "none")
                        .attr("aria-hidden", "true")
                        .with(
                                part("sent", 0, totals.sent(), all),
                                part("later", totals.sent(), scheduled, all),
                                part("failed", all - totals.failed(), totals.failed(), all)),
                span(words(totals, later)).withClass("words"));
    }

    private static DomContent part(String name, long from, long deliveries, long all) {
        return tag("rect")
                .withClass(name)
                .attr("x", from * WIDTH / all)
                .attr("width", deliveries * WIDTH / all)
                .attr("height", "10");
    }

    private static String words(DigestTotals totals, Optional<Long> later) {
        String failed = totals.failed() > 0 ? " · " + count(totals.failed()) + " failed" : "";
        return later.map(scheduled -> {
                            long due = totals.due(scheduled);
                            return (due == 0
                                            ? "none due yet"
                                            : "%s of %s due".formatted(count(totals.sent()), count(due)))
                                    + (scheduled > 0 ? " · " + count(scheduled) + " later" : "");
                        })
                        .orElseGet(() -> count(totals.sent()) + " sent")
                + failed;
    }
}
