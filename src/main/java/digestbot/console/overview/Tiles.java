package digestbot.console.overview;

import static j2html.TagCreator.dd;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;

import digestbot.audience.Platform;
import digestbot.console.page.PageParts;
import digestbot.console.statistics.HourCountStore.Totals;
import digestbot.console.statistics.UpcomingStore.UpcomingDeliveries;
import j2html.tags.DomContent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The numbers at the top of the overview.
final class Tiles {

    private static final String NONE = "–";
    private static final String NO_BREAK = "\u00a0";
    private static final double MEDIAN = 0.5;
    private static final double MOST = 0.95;

    private final Totals today;
    private final Totals lastDay;
    private final Optional<QueueCounts> counts;
    private final List<PlatformRate> rates;
    private final Instant now;

    /// How fast messages are sent to a platform.
    ///
    /// @param perSecond the deliveries per second; empty if that is not known yet
    /// @param limit the requests per second that are permitted now; 0 if only the platform's client
    ///     library applies the limit
    record PlatformRate(Platform platform, Optional<Double> perSecond, int limit) {

        private boolean isSending() {
            return perSecond.filter(rate -> rate > 0).isPresent();
        }

        /// The rate and the limit, as far as they are known.
        private String text() {
            String rate = perSecond
                    .map(known -> String.format(Locale.ROOT, "%.0f", known))
                    .orElse("…");
            return limit == 0 ? rate + "/s" : rate + NO_BREAK + "of" + NO_BREAK + limit + "/s";
        }
    }

    /// @param today since midnight
    /// @param lastDay in the last 24 hours
    /// @param counts empty while they are being counted for the first time
    Tiles(Totals today, Totals lastDay, Optional<QueueCounts> counts, List<PlatformRate> rates, Instant now) {
        this.today = today;
        this.lastDay = lastDay;
        this.counts = counts;
        this.rates = List.copyOf(rates);
        this.now = now;
    }

    DomContent render() {
        return section(
                        h2("Key figures").withClass("visually-hidden"),
                        dl(delivered(), queue(), time(), subscribers(), next()).withClass("tiles"))
                .withId("figures")
                .attr("data-live");
    }

    private static DomContent tile(String label, String value, DomContent detail) {
        return div(dt(label), dd(value).withClass("value"), dd(detail).withClass("detail"))
                .withClass("tile");
    }

    private DomContent delivered() {
        String detail = today.failureRate()
                .map(rate -> "%s success · %s failed"
                        .formatted(AttentionEntries.percent(1 - rate), PageParts.count(today.failed())))
                .orElse("none yet");
        return tile("Delivered today", PageParts.count(today.sent()), span(detail));
    }

    private DomContent queue() {
        List<String> details = new ArrayList<>();
        details.add(counts.flatMap(QueueCounts::oldest)
                .map(oldest -> "oldest " + PageParts.duration(Duration.between(oldest, now)))
                .orElse("nothing is due"));
        details.addAll(speed());
        return tile(
                "Queue",
                counts.map(QueueCounts::queued).map(PageParts::count).orElse("…"),
                span(String.join(" · ", details)));
    }

    /// The rate of each platform to which something is to be sent; or else what would be permitted.
    private List<String> speed() {
        List<PlatformRate> busy = rates.stream()
                .filter(rate -> rate.isSending()
                        || counts.filter(known -> known.isDueOn(rate.platform()))
                                .isPresent())
                .toList();
        int limits = rates.stream().mapToInt(PlatformRate::limit).sum();
        if (busy.isEmpty()) {
            return limits == 0 ? List.of() : List.of("up to " + limits + "/s");
        }
        return busy.stream()
                .map(rate -> rates.size() == 1 ? rate.text() : rate.platform().title() + " " + rate.text())
                .toList();
    }

    private DomContent time() {
        String most = lastDay.times()
                .quantile(MOST)
                .map(longest -> "median · 95 % within " + PageParts.duration(longest))
                .orElse("no deliveries in 24 hours");
        return tile(
                "Time to deliver",
                lastDay.times().quantile(MEDIAN).map(PageParts::duration).orElse(NONE),
                span(most));
    }

    private DomContent subscribers() {
        String detail = counts.map(known ->
                        "%+,d this week · %s paused".formatted(known.weeklyChange(), PageParts.count(known.paused())))
                .orElse("counting…");
        return tile(
                "Subscribers",
                counts.map(QueueCounts::active).map(PageParts::count).orElse("…"),
                span(detail));
    }

    private DomContent next() {
        List<UpcomingDeliveries> upcoming = counts.map(QueueCounts::upcoming).orElse(List.of());
        if (upcoming.isEmpty()) {
            return tile("Next due", NONE, span("nothing in 12 hours"));
        }
        UpcomingDeliveries first = upcoming.getFirst();
        return tile(
                "Next due",
                PageParts.clock(first.first()),
                span("%s, in %s"
                        .formatted(
                                PageParts.count(first.deliveries(), "delivery", "deliveries"),
                                PageParts.duration(Duration.between(now, first.first())))));
    }
}
