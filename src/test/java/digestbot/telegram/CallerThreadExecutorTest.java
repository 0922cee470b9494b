package digestbot.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CallerThreadExecutorTest {

    private final CallerThreadExecutor threads = new CallerThreadExecutor(Executors.newVirtualThreadPerTaskExecutor());

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void whoWaitsForTheAnswerMakesTheCall() throws Exception {
        assertThat(threads.callOnThisThread(this::call)).isCompletedWithValue(Thread.currentThread());
    }

    @Test
    void aCallThatNobodyWaitsForGetsAThread() throws Exception {
        assertThat(call().get(10, TimeUnit.SECONDS)).isNotEqualTo(Thread.currentThread());
    }

    @Test
    void ofSeveralCallsOnlyOneIsMadeHereSoThatNoneWaitsForAnother() throws Exception {
        List<CompletableFuture<Thread>> calls = threads.callOnThisThread(
                () -> Stream.generate(this::call).limit(3).toList());
        int here = 0;
        for (CompletableFuture<Thread> call : calls) {
            here += call.get(10, TimeUnit.SECONDS).equals(Thread.currentThread()) ? 1 : 0;
        }
        assertThat(here).isEqualTo(1);
    }

    @Test
    void aQuestionThatFailsLeavesNothingBehind() throws Exception {
        assertThatThrownBy(() -> threads.callOnThisThread(() -> {
                    throw new IOException("no");
                }))
                .hasMessage("no");
        assertThat(call().get(10, TimeUnit.SECONDS)).isNotEqualTo(Thread.currentThread());
    }

    private CompletableFuture<Thread> call() {
        return CompletableFuture.supplyAsync(Thread::currentThread, threads);
    }
}
