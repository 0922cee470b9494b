package digestbot.faults;

import digestbot.app.Bot;
import digestbot.outside.BotProcess;

/// The bot of a run: a separate process if it is to be killed, else in this process.
final class RunningBot implements AutoCloseable {

    private final FaultFixture fixture;
    private final boolean mortal;
    private Runnable end = () -> {};

    /// @param mortal true if it is to be killed
    RunningBot(FaultFixture fixture, boolean mortal) {
        this.fixture = fixture;
        this.mortal = mortal;
    }

    /// Starts the bot, and waits.
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

    /// Ends the bot; a mortal one is killed.
    @Override
    public void close() {
        end.run();
        end = () -> {};
    }
}
