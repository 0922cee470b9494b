package digestbot.console.overview;

import digestbot.audience.Platform;
import digestbot.broadcast.Broadcasts;
import digestbot.cluster.ClusterStatus;
import digestbot.console.overview.Tiles.PlatformRate;
import digestbot.console.page.PageParts;
import digestbot.console.signin.Sessions.Session;
import digestbot.console.statistics.BackgroundValue;
import digestbot.console.statistics.BotInfo;
import digestbot.console.statistics.DigestTotalStore;
import digestbot.console.statistics.HourCountStore;
import digestbot.console.statistics.HourCountStore.HourCount;
import digestbot.console.statistics.HourCountStore.Totals;
import digestbot.console.statistics.OverviewStore;
import digestbot.console.statistics.ThroughputMeter;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.sending.SendCounters.AttemptResult;
import digestbot.delivery.sending.SendCounters.SendStatistics;
import digestbot.health.Readiness;
import digestbot.library.archive.DigestFileStore;
import digestbot.library.intake.InvalidFileStore;
import digestbot.library.intake.InvalidFileStore.InvalidFile;
import digestbot.vote.VoteStore;
import j2html.tags.DomContent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Reads what the overview shows and renders its sections.
public final class Overview {

    private static final int MAX_ROWS = 20;

    private final Database database;
    private final Sources sources;
    private final InstantSource clock;
    private final Map<Platform, ThroughputMeter> meters = new EnumMap<>(Platform.class);
    private final BackgroundValue<QueueCounts> counts;
    private final BackgroundValue<Readiness.Check> due;
    private final OverviewStore store = new OverviewStore();
    private final InvalidFileStore files = new InvalidFileStore();
    private final DigestFileStore digestFiles = new DigestFileStore();
    private final DigestTotalStore totals = new DigestTotalStore();
    private final VoteStore votes = new VoteStore();
    private final HourCountStore history = new HourCountStore();

    /// Where the overview gets its facts from, besides the database.
    ///
    /// @param sending the send statistics of each platform
    public record Sources(
            BotInfo bot,
            Readiness readiness,
            Broadcasts broadcasts,
            Map<Platform, SendStatistics> sending,
            NightlyJobs nightly) {

        public Sources {
            sending = Map.copyOf(sending);
        }
    }

    /// What the operator chose to see.
    ///
    /// @param range the name of the time that the chart shows; anything else means the shortest one
    /// @param platform the only platform that the chart shows; empty for all
    /// @param filePage the page of the invalid files, from 0
    public record Choice(String range, Optional<Platform> platform, int filePage) {}

    public Overview(Database database, Sources sources, InstantSource clock) {
        this.database = database;
        this.sources = sources;
        this.clock = clock;
        sources.sending().keySet().forEach(platform -> meters.put(platform, new ThroughputMeter(clock)));
        counts = new BackgroundValue<>(() -> database.read(tx -> QueueCounts.read(tx, clock)), clock);
        due = new BackgroundValue<>(sources.readiness()::due, clock);
    }

    /// The sections from top to bottom.
    ///
    /// @param recent the section of the latest actions of operators
    public List<DomContent> sections(Attention.Findings findings, Choice choice, Session session, DomContent recent) {
        Instant now = clock.instant();
        Optional<QueueCounts> counted = counts.latest();
        List<DomContent> sections = new ArrayList<>();
        sections.add(StatusLine.of(
                sources.bot(), sources.readiness().report(due::latest).checks(), now));
        database.read(tx -> {
            sections.add(attention(tx, findings, choice, session, now));
            sections.add(tiles(tx, counted, now));
            sections.add(NodesSection.of(ClusterStatus.read(tx), now));
            DeliveryChart.Range range = DeliveryChart.Range.of(choice.range());
            sections.add(DeliveryChart.of(history.since(tx, range.from(now)), range, choice.platform(), now));
            sections.add(counted.map(known -> SubscriberChart.of(known.growth(), known.active()))
                    .orElseGet(SubscriberChart::counting));
            sections.add(DigestsSection.of(received(tx, now), findings.missing(), now));
            sections.add(UpcomingSection.of(
                    new UpcomingSection.Plans(
                            counted.map(QueueCounts::upcoming).orElse(List.of()),
                            findings.held(),
                            findings.expected(),
                            sources.broadcasts().scheduledUntil(tx, now.plus(QueueCounts.AHEAD)),
                            sources.nightly().next(now)),
                    now));
            return true;
        });
        sections.add(recent);
        return sections;
    }

    private DomContent attention(
            Transaction tx, Attention.Findings findings, Choice choice, Session session, Instant now) {
        int from = choice.filePage() * MAX_ROWS;
        List<InvalidFile> invalid = files.page(tx, from, MAX_ROWS);
        return AttentionSection.of(
                findings,
                new AttentionSection.InvalidFiles(
                        invalid,
                        digestFiles.digests(
                                tx, invalid.stream().map(InvalidFile::path).toList()),
                        PageParts.pages(
                                choice.filePage(),
                                from + MAX_ROWS < findings.invalidFiles(),
                                "Previous",
                                "Next",
                                page -> "/?files=" + page)),
                session,
                now);
    }

    private DomContent tiles(Transaction tx, Optional<QueueCounts> counted, Instant now) {
        Instant midnight = today(now).atStartOfDay(ZoneId.systemDefault()).toInstant();
        List<HourCount> lastDay = history.since(tx, now.minus(Duration.ofDays(1)));
        List<HourCount> today = lastDay.stream()
                .filter(hour -> hour.hour().plus(Duration.ofHours(1)).isAfter(midnight))
                .toList();
        return new Tiles(Totals.of(today), Totals.of(lastDay), counted, rates(), now).render();
    }

    private List<PlatformRate> rates() {
        return sources.sending().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new PlatformRate(
                        entry.getKey(),
                        Objects.requireNonNull(meters.get(entry.getKey()))
                                .perSecond(entry.getValue().counters().count(AttemptResult.SENT)),
                        entry.getValue().permitted().getAsInt()))
                .toList();
    }

    private List<DigestsSection.Row.Received> received(Transaction tx, Instant now) {
        return store.latest(tx, today(now), ZoneId.systemDefault()).stream()
                .map(digest -> new DigestsSection.Row.Received(
                        digest, totals.of(tx, digest.number()), votes.count(tx, digest.number())))
                .toList();
    }

    private static LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, ZoneId.systemDefault());
    }
}
