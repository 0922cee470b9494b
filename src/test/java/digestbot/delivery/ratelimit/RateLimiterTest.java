package digestbot.delivery.ratelimit;

import static digestbot.delivery.sending.DeliveryFixture.UNLIMITED;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.api.SendResult.RateLimited.LimitScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimiterTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final TestTicker ticker = new TestTicker();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 30, 250, 1000})
    void usesNearlyAllOfWhatIsAllowedAndNeverMore(int perSecond) {
        RateLimiter pace = new RateLimiter(new PlatformLimits(perSecond, 0, 0), ticker);
        List<Long> sent = paced(pace, 60 * perSecond);
        assertThat(mostWithin(sent, SECOND)).isLessThanOrEqualTo(perSecond);
        assertThat(rate(sent)).isGreaterThan(0.98 * perSecond);
    }

    @Test
    void catchesUpAfterAWakeThatCameLate() {
        RateLimiter pace = new RateLimiter(new PlatformLimits(1000, 0, 0), ticker);
        List<Long> sent = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            ticker.pass(pace.globalDelayNanos() + (i % 10 == 0 ? 3_000_000 : 50_000));
            while (pace.globalDelayNanos() == 0) {
                pace.acquire(chat(i), true);
                sent.add(ticker.now);
            }
        }
        assertThat(mostWithin(sent, SECOND)).isLessThanOrEqualTo(1000);
        assertThat(rate(sent)).isGreaterThan(980);
    }

    @Test
    void spacesRequestsEvenly() {
        RateLimiter pace = new RateLimiter(new PlatformLimits(30, 0, 0), ticker);
        List<Long> sent = paced(pace, 300);
        assertThat(mostWithin(sent, SECOND / 10)).isLessThanOrEqualTo(6);
    }

    @Test
    void countsARequestToAChatFromWhenItArrived() {
        RateLimiter pace = new RateLimiter(new PlatformLimits(0, 1, 0), ticker);
        RateLimiter.Ticket ticket = pace.acquire(chat(1), true);
        ticker.pass(300_000_000);
        long start = pace.markSent(ticket);
        assertThat(pace.delayNanos(chat(1))).as("it began late").isGreaterThanOrEqualTo(SECOND);
        ticker.pass(500_000_000);
        pace.answered(ticket, start);
        assertThat(pace.delayNanos(chat(1))).as("and took long").isGreaterThanOrEqualTo(SECOND);
    }

    @Test
    void aThreadThatComesLateToItsRequestMovesItToThenAlsoIfItCannotBePaidFor() {
        RateLimiter pace = new RateLimiter(new PlatformLimits(1, 0, 0), ticker);
        RateLimiter.Ticket ticket = pace.acquire(chat(1), true);
        ticker.pass(SECOND * 6 / 10);
        pace.markSent(ticket);
        assertThat(pace.globalDelayNanos()).isGreaterThanOrEqualTo(SECOND);
        RateLimiter paid = new RateLimiter(new PlatformLimits(1, 0, 0, 1000), ticker);
        ticket = paid.acquire(chat(1), false);
        ticker.pass(SECOND * 6 / 10);
        paid.markSent(ticket);
        assertThat(paid.unpaidDelayNanos()).isGreaterThanOrEqualTo(SECOND);
        assertThat(paid.globalDelayNanos()).isZero();
    }

    @Test
    void countsARequestThatTookLongFromWhenItMayHaveArrived() {
        RateLimiter pace = new RateLimiter(new PlatformLimits(30, 0, 0), ticker);
        var random = new Random(7);
        List<Long> arrived = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            ticker.pass(pace.globalDelayNanos());
            RateLimiter.Ticket ticket = pace.acquire(chat(i), true);
            long begun = pace.markSent(ticket);
            long onTheWay = i % 7 == 0 ? random.nextInt(30_000_000) : 0;
            arrived.add(ticker.now + onTheWay);
            ticker.pass(onTheWay + 1_000_000);
            pace.answered(ticket, begun);
        }
        arrived.sort(null);
        assertThat(mostWithin(arrived, SECOND)).isLessThanOrEqualTo(30);
        assertThat(rate(arrived)).isGreaterThan(0.98 * 30);
    }

    @Test
    void makesOneChatWaitWhileOthersGo() {
        RateLimiter pace = new RateLimiter(new PlatformLimits(30, 1, 20), ticker);
        pace.acquire(chat(1), true);
        ticker.pass(pace.globalDelayNanos());
        assertThat(pace.delayNanos(chat(1))).isBetween(SECOND * 9 / 10, SECOND * 11 / 10);
        assertThat(pace.delayNanos(chat(2))).isZero();
        ticker.pass(SECOND * 11 / 10);
        assertThat(pace.delayNanos(chat(1))).isZero();
    }

    @Test
    void aPersonMayGetMoreInAMinuteThanAGroup() {
        RateLimiter pace = new RateLimiter(new PlatformLimits(30, 1, 20), ticker);
        long start = ticker.now;
        for (int i = 0; i < 40; i++) {
            ticker.pass(Math.max(pace.globalDelayNanos(), pace.delayNanos(chat(1))));
            pace.acquire(chat(1), true);
        }
        assertThat(ticker.now - start).isLessThan(MINUTE);
    }

    @ParameterizedTest
    @EnumSource(names = {"GROUP", "CHANNEL"})
    void givesAGroupNoMoreThanItsMinuteAllows(ChatType kind) {
        RateLimiter pace = new RateLimiter(new PlatformLimits(30, 1, 20), ticker);
        Chat group = new Chat(Platform.TELEGRAM, -100, kind, "");
        List<Long> sent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ticker.pass(Math.max(pace.globalDelayNanos(), pace.delayNanos(group)));
            pace.acquire(group, true);
            sent.add(ticker.now);
        }
        assertThat(mostWithin(sent, MINUTE)).isLessThanOrEqualTo(20);
        assertThat(mostWithin(sent, SECOND)).isEqualTo(1);
        assertThat(sent.get(19) - sent.getFirst()).as("the first twenty").isLessThan(20 * SECOND);
    }

    @Test
    void waitsAsLongAsThePlatformTold() {
        RateLimiter pace = new RateLimiter(UNLIMITED, ticker);
        assertThat(limited(pace, 1, 7, LimitScope.CHAT)).isFalse();
        assertThat(pace.delayNanos(chat(1))).isEqualTo(7 * SECOND);
        assertThat(pace.delayNanos(chat(2))).isZero();
        assertThat(pace.globalDelayNanos()).isZero();
        assertThat(limited(pace, 2, 3, LimitScope.GLOBAL)).isTrue();
        assertThat(pace.globalDelayNanos()).isEqualTo(3 * SECOND);
        assertThat(limited(pace, 3, 3, LimitScope.GLOBAL)).as("which is known").isFalse();
        ticker.pass(7 * SECOND);
        assertThat(pace.delayNanos(chat(1))).isZero();
        assertThat(pace.globalDelayNanos()).isZero();
    }

    @Test
    void goesOnAtFourFifthsOfTheRateAfterItWasTooMuchAndRegainsItMinuteByMinute() {
        RateLimiter pace = new RateLimiter(new PlatformLimits(30, 0, 0), ticker);
        limited(pace, 1, 5, LimitScope.GLOBAL);
        assertThat(pace.perSecond()).isEqualTo(24);
        assertThat(pace.globalDelayNanos()).isEqualTo(5 * SECOND);
        ticker.pass(5 * SECOND);
        assertThat(sentWithin(pace, 59 * SECOND) / 59.0).isBetween(23.5, 24.1);
        ticker.pass(SECOND);
        assertThat(sentWithin(pace, 60 * SECOND) / 60.0).isBetween(24.5, 25.1);
        assertThat(pace.perSecond()).isEqualTo(25);
        ticker.pass(10 * MINUTE);
        pace.acquire(chat(1), true);
        assertThat(pace.perSecond()).isEqualTo(30);
    }

    @Test
    void lowersTheRateOnceForAllThatWereOnTheirWay() {
        RateLimiter pace = new RateLimiter(new PlatformLimits(30, 0, 0), ticker);
        for (int i = 0; i < 32; i++) {
            limited(pace, i, 5, LimitScope.GLOBAL);
        }
        assertThat(pace.perSecond()).isEqualTo(24);
        ticker.pass(5 * SECOND);
        limited(pace, 1, 1, LimitScope.GLOBAL);
        assertThat(pace.perSecond()).isEqualTo(19);
    }

    @Test
    void neverLowersTheRateToNothing() {
        RateLimiter pace = new RateLimiter(new PlatformLimits(2, 0, 0), ticker);
        for (int i = 0; i < 9; i++) {
            limited(pace, i, 1, LimitScope.GLOBAL);
            ticker.pass(SECOND);
        }
        assertThat(pace.perSecond()).isEqualTo(1);
    }

    @Test
    void takesAPauseThatThreeChatsWantAtATimeAsMeantForAll() {
        RateLimiter pace = new RateLimiter(new PlatformLimits(30, 0, 0), ticker);
        assertThat(limited(pace, 1, 9, LimitScope.UNKNOWN)).isFalse();
        assertThat(limited(pace, 1, 9, LimitScope.UNKNOWN)).isFalse();
        ticker.pass(SECOND);
        assertThat(limited(pace, 2, 40, LimitScope.UNKNOWN)).isFalse();
        assertThat(pace.globalDelayNanos()).isZero();
        assertThat(limited(pace, 3, 9, LimitScope.UNKNOWN)).isTrue();
        assertThat(pace.globalDelayNanos()).isEqualTo(8 * SECOND);
        assertThat(pace.delayNanos(chat(2))).isEqualTo(40 * SECOND);
        assertThat(pace.perSecond()).isEqualTo(24);
    }

    @ParameterizedTest
    @CsvSource({"3600, 2", "2, 1"})
    void takesPausesOfChatsThatHearOfThemAtDifferentTimesAsTheirOwn(int pause, int between) {
        RateLimiter pace = new RateLimiter(new PlatformLimits(30, 0, 0), ticker);
        for (int i = 0; i < 9; i++) {
            assertThat(limited(pace, i, pause, LimitScope.UNKNOWN)).isFalse();
            ticker.pass(between * SECOND);
        }
        assertThat(pace.globalDelayNanos()).isZero();
        assertThat(pace.perSecond()).isEqualTo(30);
    }

    @Test
    void forgetsChatsBehindOnesWithALongPause() {
        RateLimiter pace = new RateLimiter(new PlatformLimits(0, 1, 0), ticker);
        pace.limited(chat(1), Duration.ofHours(1), LimitScope.CHAT);
        pace.limited(chat(2), Duration.ofHours(1), LimitScope.CHAT);
        for (int i = 3; i < 10_000; i++) {
            pace.acquire(chat(i), true);
            ticker.pass(SECOND / 100);
        }
        assertThat(pace.remembered()).isLessThan(500);
        assertThat(pace.delayNanos(chat(2))).isPositive();
    }

    @Test
    void keepsWhatCannotBePaidForToTheUsualLimitAndCountsItTowardsBoth() {
        RateLimiter pace = new RateLimiter(new PlatformLimits(30, 0, 0, 1000), ticker);
        List<Long> unpaid = new ArrayList<>();
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            ticker.pass(pace.globalDelayNanos());
            boolean edit = pace.unpaidDelayNanos() == 0;
            pace.acquire(chat(i), !edit);
            all.add(ticker.now);
            if (edit) {
                unpaid.add(ticker.now);
            }
        }
        assertThat(mostWithin(unpaid, SECOND)).isLessThanOrEqualTo(30);
        assertThat(rate(unpaid)).isGreaterThan(0.95 * 30);
        assertThat(mostWithin(all, SECOND)).isLessThanOrEqualTo(1000);
        assertThat(rate(all)).isGreaterThan(980);
    }

    /// The times of that many requests to different chats, each as early as it may be made.
    private List<Long> paced(RateLimiter pace, int requests) {
        List<Long> sent = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            ticker.pass(pace.globalDelayNanos());
            pace.acquire(chat(i), true);
            sent.add(ticker.now);
        }
        return sent;
    }

    private static double rate(List<Long> times) {
        return (times.size() - 1) / ((times.getLast() - times.getFirst()) / 1e9);
    }

    private int sentWithin(RateLimiter pace, long nanos) {
        long end = ticker.now + nanos;
        int sent = 0;
        while (ticker.now + pace.globalDelayNanos() < end) {
            ticker.pass(pace.globalDelayNanos());
            pace.acquire(chat(sent), true);
            sent++;
        }
        ticker.now = end;
        return sent;
    }

    @Test
    void forgetsChatsThatItHasNotWrittenToForAWhile() {
        RateLimiter pace = new RateLimiter(new PlatformLimits(1000, 1, 0), ticker);
        int most = 0;
        for (int i = 0; i < 50_000; i++) {
            ticker.pass(pace.globalDelayNanos());
            pace.acquire(chat(i), true);
            most = Math.max(most, pace.remembered());
        }
        assertThat(most).isBetween(1_000, 2_500);
    }

    @Test
    void remembersNobodyWhereThereIsNoLimit() {
        RateLimiter pace = new RateLimiter(UNLIMITED, ticker);
        for (int i = 0; i < 100; i++) {
            pace.acquire(chat(i), true);
            pace.acquire(new Chat(Platform.TELEGRAM, -1 - i, ChatType.GROUP, "Readers"), true);
        }
        assertThat(pace.remembered()).isZero();
    }

    private static boolean limited(RateLimiter pace, long chat, int seconds, LimitScope scope) {
        return pace.limited(chat(chat), Duration.ofSeconds(seconds), scope);
    }

    private static Chat chat(long id) {
        return new Chat(Platform.TELEGRAM, id, ChatType.PRIVATE, "");
    }

    /// The highest number in any window of the length, both of its ends included.
    private static int mostWithin(List<Long> times, long window) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < times.size(); last++) {
            while (times.get(last) - times.get(first) > window) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    @Test
    void leavesAloneWhatHasTakenThePlaceOfARequestSince() {
        var window = new SlidingWindow(2, Duration.ofNanos(100));
        long first = window.add(0);
        window.add(10);
        window.add(100);
        window.delayed(first, 500);
        assertThat(window.delayNanos(110)).isZero();
        window.add(110);
        assertThat(window.delayNanos(110)).isEqualTo(90);
    }
}
