package digestbot.faults;

import digestbot.outside.SandboxProcess.SimulatedPlatform;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.SandboxPlace;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/// One person exports, presses the buttons of a long digest, and exports, searches and subscribes meanwhile.
///
/// @param perSecond how many presses and commands
record PressFlood(SimulatedPlatform at, int presses, int perSecond) implements Attack {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration EXPORTED = Duration.ofSeconds(30);

    private static final List<String> COMMANDS = List.of(
            "/export", "/search some", "/subscribe large", "/today large", "/export", "/search room", "/topics");

    private static final int COMMAND_EVERY = 10;

    @Override
    public String name() {
        return "presses" + at.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int disk() {
        return 24;
    }

    @Override
    public long run(AttackedBot bot) {
        PlatformSandbox platform = at == SimulatedPlatform.TELEGRAM ? bot.telegram : bot.discord;
        SandboxPlace place = at == SimulatedPlatform.TELEGRAM
                ? AttackParticipants.privateChat(AttackParticipants.ATTACKER)
                : bot.participants.attackersDirectMessages();
        var attacker = new Attacker(platform, place);
        attacker.write(AttackParticipants.ATTACKER, "/today large");
        if (!attacker.awaitButtons(bot, PATIENCE)) {
            throw new AssertionError("the bot shows no digest:\n" + bot.log());
        }
        attacker.write(AttackParticipants.ATTACKER, "/export");
        long nanos = Duration.ofSeconds(1).dividedBy(perSecond).toNanos();
        int requests = 2;
        for (int i = 0; i < presses && bot.isAlive(); i++) {
            attacker.press(AttackParticipants.ATTACKER);
            requests++;
            if (i > presses / 2 && i % COMMAND_EVERY == 0) {
                attacker.write(AttackParticipants.ATTACKER, COMMANDS.get(i / COMMAND_EVERY % COMMANDS.size()));
                requests++;
            }
            LockSupport.parkNanos(nanos);
        }
        // Or until the export has killed it.
        attacker.awaitFiles(bot, 1, EXPORTED);
        return requests;
    }
}
