package digestbot.bench;

import digestbot.outside.BotHome;
import java.io.IOException;

/// The time to store the deliveries of a digest, and the state of the bot with all of them queued.
final class PlanningBench {

    private static final int PER_SECOND = 30;

    private PlanningBench() {}

    /// The most used heap, and the longest small write meanwhile.
    record Planned(double seconds, double heapMib, double longestMillis) {}

    /// Waits until all deliveries are stored.
    static Planned plan(BenchFixture bench, BotHome botHome, BenchBot bot, int subscribers) throws IOException {
        bot.tell("heap");
        bench.publish(botHome, "plan");
        String[] planned = bot.tell("plan").split(" ", -1);
        double heap = Double.parseDouble(bot.tell("heap"));
        if (Long.parseLong(planned[1]) != subscribers) {
            throw new IllegalStateException(planned[1] + " deliveries were planned for " + subscribers);
        }
        return new Planned(Double.parseDouble(planned[0]) / 1_000, heap, Double.parseDouble(planned[2]));
    }

    /// The deliveries go to chats that follow words, as many as subscribers otherwise.
    static void measureWords(BenchFixture bench, Figures figures) throws IOException, InterruptedException {
        int followers = bench.sizes().planned();
        BotHome botHome = bench.botHomeOfFollowers("planning-words", followers);
        LimitedBench.enforce(bench, PER_SECOND);
        try (BenchBot bot =
                bench.subject(botHome, LimitedBench.limits(PER_SECOND)).awaitReady()) {
            figures.add(
                    "plan_words_1m_s",
                    plan(bench, botHome, bot, followers).seconds,
                    "s",
                    "%,d chats' deliveries stored, which follow 10 words each, sending at 30/s meanwhile"
                            .formatted(followers));
        }
    }

    /// Also returns the measurements of the fan-out that follows.
    static LimitedBench measure(BenchFixture bench, Figures figures) throws IOException, InterruptedException {
        int subscribers = bench.sizes().planned();
        BotHome botHome = bench.botHome("planning", subscribers);
        bench.sandbox()
                .join(
                        BenchFixture.FIRST_READER,
                        Math.min(subscribers, bench.sizes().chats()));
        LimitedBench.enforce(bench, PER_SECOND);
        try (BenchBot bot =
                bench.subject(botHome, LimitedBench.limits(PER_SECOND)).awaitReady()) {
            Planned planned = plan(bench, botHome, bot, subscribers);
            String what = "%,d subscribers' deliveries stored".formatted(subscribers);
            figures.add("plan_1m_s", planned.seconds, "s", what + ", sending at 30/s meanwhile");
            figures.add(
                    "plan_1m_heap_mib",
                    planned.heapMib,
                    "MiB",
                    "used heap at most meanwhile: the sum of the pools' peaks (MemoryPoolMXBean), garbage included");
            figures.add(
                    "plan_1m_longest_tx_ms",
                    planned.longestMillis,
                    "ms",
                    "the longest that a small write every 5 ms took meanwhile: waiting for the writer, and its own commit");
            LimitedBench seen = LimitedBench.watch(bench, PER_SECOND);
            seen.add(figures, PER_SECOND, "%,d deliveries queued".formatted(subscribers));
            figures.addQuantiles(
                    "today_1m",
                    seen.millis(),
                    "/today during that fan-out (sandbox and bot limited to 30/s), as when idle");
            figures.add(
                    "rss_1m_mib",
                    bot.residentMib(),
                    "MiB",
                    "VmRSS of the bot's process with %,d deliveries queued, after all that".formatted(subscribers));
            figures.add("rss_1m_most_mib", bot.mostResidentMib(), "MiB", "VmHWM of the same");
            return seen;
        }
    }
}
