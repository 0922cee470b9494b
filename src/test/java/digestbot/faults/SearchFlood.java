package digestbot.faults;

import digestbot.app.BotFixture;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Searches for twenty beginnings of words in twelve digests of 400 KB, by two readers of the site.
record SearchFlood(Duration duration) implements Attack {

    private static final int DIGESTS = 12;
    private static final int POINTS = 3_800;
    private static final int WORDS = 20;
    private static final int READERS = 2;

    private static final String BEGINNINGS =
            IntStream.range(0, WORDS).mapToObj(i -> "wor" + (char) ('a' + i)).collect(Collectors.joining(" "));

    @Override
    public String name() {
        return "search";
    }

    @Override
    public void warmUp(AttackedBot bot) throws IOException {
        String point = IntStream.range(0, WORDS)
                .mapToObj(i -> "wor" + (char) ('a' + i) + "d")
                .collect(Collectors.joining(" "));
        String points =
                IntStream.range(0, POINTS).mapToObj(i -> point + " " + i).collect(Collectors.joining("\n- "));
        for (int i = 0; i < DIGESTS; i++) {
            String topic = "searched-" + (char) ('a' + i);
            bot.botHome.drop(
                    topic + ".md", BotFixture.digest(topic, Attack.today().toString(), points));
        }
        while (RawConnection.get(bot.sitePort, "/searched-" + (char) ('a' + DIGESTS - 1) + "/", "") != 200) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    @Override
    public boolean leavesOthersAlone() {
        return true;
    }

    @Override
    public long run(AttackedBot bot) {
        String page = "/en/search/?q=" + BEGINNINGS.replace(' ', '+');
        return Attack.ask(bot, page, READERS, duration, Duration.ZERO);
    }
}
