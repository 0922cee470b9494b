package digestbot.faults;

import digestbot.app.Bot;
import digestbot.outside.BotProcess;

/// The bot that a run is about: a process of its own where it is to be killed, else in this one.
final class RunningBot implements AutoCloseable {

    private final FaultFixture fixture;
    private final boolean mortal;
    private Runnable end = () -> {};

    /// @param mortal whether it is to be killed
    RunningBot(FaultFixture fixture, boolean mortal) {
        this.fixture = fixture;
        this.mortal = mortal;
    }

    /// Starts it, and waits.
    void start() throws Exception {
        if (mortal) {
            BotProcess process = fixture.start();
            end = process::kill;
            fixture.awaitReady(process);
        } else {
            Bot bot = fixture.startHere();
            end = bot::close;
        }
    }

    /// Ends it, gently only where it is not mortal.
    @Override
    public void close() {
        end.run();
        end = () -> {};
    }
}
