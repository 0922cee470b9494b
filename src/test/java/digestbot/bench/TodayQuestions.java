package digestbot.bench;

import digestbot.outside.SandboxProcess;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import digestbot.sandbox.SandboxPlace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Persons who ask for the newest digest, each once and each in a private chat of their own.
final class TodayQuestions {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long FIRST_PERSON = 70_000_000;

    private final SandboxProcess sandbox;
    private long person = FIRST_PERSON;

    TodayQuestions(SandboxProcess sandbox) {
        this.sandbox = sandbox;
    }

    /// Asks one question after the other.
    ///
    /// @param rhythm nanoseconds from one question to the next, if the answer does not take longer
    /// @return the milliseconds from each question's arrival at the platform to that of its answer
    List<Double> ask(int questions, long rhythm) throws InterruptedException {
        List<Double> millis = new ArrayList<>();
        long next = System.nanoTime();
        for (int i = 0; i < questions; i++) {
            millis.add(ask().toNanos() / 1e6);
            next += rhythm;
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
        }
        return millis;
    }

    private Duration ask() {
        long id = person++;
        return sandbox.ask(
                        SimulatedPlatform.TELEGRAM,
                        id,
                        new SandboxPlace(id, SandboxPlace.Kind.PRIVATE, ""),
                        "/today",
                        PATIENCE)
                .orElseThrow(() -> new IllegalStateException("/today was not answered within " + PATIENCE));
    }
}
