package digestbot.faults;

import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// Many people press the buttons of one message in a group and in a channel, and have options
/// autocompleted.
///
/// @param perSecond the number of people who do so, on each platform
record GroupFlood(int people, int presses, int perSecond) implements Attack {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long FIRST = 300_000;

    @Override
    public String name() {
        return "group";
    }

    @Override
    public int disk() {
        return 24;
    }

    @Override
    public long run(AttackedBot bot) {
        List<SandboxPerson> members = IntStream.range(0, people)
                .mapToObj(i -> new SandboxPerson(FIRST + i, "Member " + i, "en"))
                .toList();
        var group = new SandboxPlace(-77_000, SandboxPlace.Kind.GROUP, "A group");
        members.forEach(person -> bot.telegram.join(person, group));
        SandboxPlace channel = bot.discord.channel("flooded");
        var onTelegram = new Attacker(bot.telegram, group);
        var onDiscord = new Attacker(bot.discord, channel);
        onTelegram.write(members.getFirst(), "/today large");
        onDiscord.write(members.getFirst(), "/today large");
        if (!onTelegram.awaitButtons(bot, PATIENCE) || !onDiscord.awaitButtons(bot, PATIENCE)) {
            throw new AssertionError("the bot shows no digest:\n" + bot.log());
        }
        long nanos = Duration.ofSeconds(1).dividedBy(perSecond).toNanos();
        int i = 0;
        while (i < presses && bot.isAlive()) {
            SandboxPerson person = members.get(i % people);
            onTelegram.press(person);
            onDiscord.press(person);
            Thread.ofVirtual().start(() -> bot.discord.choices(person, channel, "/perspective ch"));
            Thread.ofVirtual().start(() -> bot.discord.choices(person, channel, "/today la"));
            LockSupport.parkNanos(nanos);
            i++;
        }
        return 2 + 4L * i;
    }
}
