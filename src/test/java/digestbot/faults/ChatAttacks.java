package digestbot.faults;

import digestbot.app.BotFixture;
import digestbot.outside.Simulators.SimulatedPlatform;
import digestbot.sandbox.ClientRow;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

final class ChatAttacks {

    private ChatAttacks() {}

    private static void pause(int perSecond) {
        LockSupport.parkNanos(Duration.ofSeconds(1).dividedBy(perSecond).toNanos());
    }

    /// One person exports, presses the buttons of a long digest, and exports, searches and
    /// subscribes meanwhile, with so many presses and commands per second.
    record PressFlood(SimulatedPlatform at, int presses, int perSecond) implements Attack {

        private static final List<String> COMMANDS = List.of(
                "/export", "/search some", "/subscribe large", "/today large", "/export", "/search room", "/topics");
        private static final int COMMAND_EVERY = 10;

        @Override
        public String name() {
            return "presses" + at.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public long run(AttackedBot bot) {
            var attacker = at == SimulatedPlatform.TELEGRAM
                    ? new Attacker(bot, bot.telegram, AttackedBot.privateChat(AttackedBot.ATTACKER))
                    : new Attacker(bot, bot.discord, bot.discord.directMessages(AttackedBot.ATTACKER));
            attacker.write(AttackedBot.ATTACKER, "/today large");
            attacker.awaitButtons();
            attacker.write(AttackedBot.ATTACKER, "/export");
            int requests = 2;
            for (int i = 0; i < presses && bot.isAlive(); i++) {
                attacker.press(AttackedBot.ATTACKER);
                requests++;
                if (i > presses / 2 && i % COMMAND_EVERY == 0) {
                    attacker.write(AttackedBot.ATTACKER, COMMANDS.get(i / COMMAND_EVERY % COMMANDS.size()));
                    requests++;
                }
                pause(perSecond);
            }
            attacker.awaitFile();
            return requests;
        }
    }

    /// Many people press the buttons of one message in a group and in a channel, and have options
    /// autocompleted; `perSecond` people do so on each platform.
    record GroupFlood(int people, int presses, int perSecond) implements Attack {

        private static final long FIRST = 300_000;

        @Override
        public String name() {
            return "group";
        }

        @Override
        public long run(AttackedBot bot) {
            List<SandboxPerson> members = IntStream.range(0, people)
                    .mapToObj(i -> new SandboxPerson(FIRST + i, "Member " + i, "en"))
                    .toList();
            var group = new SandboxPlace(-77_000, SandboxPlace.Kind.GROUP, "A group");
            members.forEach(person -> bot.telegram.join(person, group));
            SandboxPlace channel = bot.discord.channel("flooded");
            var onTelegram = new Attacker(bot, bot.telegram, group);
            var onDiscord = new Attacker(bot, bot.discord, channel);
            onTelegram.write(members.getFirst(), "/today large");
            onDiscord.write(members.getFirst(), "/today large");
            onTelegram.awaitButtons();
            onDiscord.awaitButtons();
            int i = 0;
            for (; i < presses && bot.isAlive(); i++) {
                SandboxPerson person = members.get(i % people);
                onTelegram.press(person);
                onDiscord.press(person);
                Thread.ofVirtual().start(() -> bot.discord.suggested(person, channel, "/perspective ch"));
                Thread.ofVirtual().start(() -> bot.discord.suggested(person, channel, "/today la"));
                pause(perSecond);
            }
            return 2 + 4L * i;
        }
    }

    /// Writes and presses in one place without waiting for answers.
    private static final class Attacker {

        private final AttackedBot bot;
        private final PlatformSandbox platform;
        private final SandboxPlace place;
        private final Random random = new Random(17);
        private final AtomicReference<Optional<Buttons>> buttons = new AtomicReference<>(Optional.empty());
        private final AtomicInteger files = new AtomicInteger();

        private record Buttons(long message, List<Integer> numbers) {}

        Attacker(AttackedBot bot, PlatformSandbox platform, SandboxPlace place) {
            this.bot = bot;
            this.platform = platform;
            this.place = place;
            platform.listen(event -> BotFixture.fromBot(event)
                    .filter(message -> message.place().id() == place.id())
                    .ifPresent(this::hear));
        }

        private void hear(ShownMessage message) {
            if (message.rows().stream().anyMatch(ClientRow.AttachedFile.class::isInstance)) {
                files.incrementAndGet();
            }
            List<Integer> numbers = message.rows().stream()
                    .flatMap(row -> row instanceof ClientRow.ButtonRow(List<ClientRow.ClientButton> keys)
                            ? keys.stream()
                            : Stream.<ClientRow.ClientButton>empty())
                    .filter(key -> key.url().isEmpty() && key.enabled())
                    .map(ClientRow.ClientButton::number)
                    .toList();
            if (!numbers.isEmpty()) {
                buttons.set(Optional.of(new Buttons(message.id(), numbers)));
            }
        }

        void write(SandboxPerson person, String line) {
            platform.write(person, place, line);
        }

        /// Presses any button of the newest message that has some.
        void press(SandboxPerson person) {
            buttons.get().ifPresent(there -> {
                try {
                    int number =
                            there.numbers().get(random.nextInt(there.numbers().size()));
                    platform.press(person, place, there.message(), number, 0);
                } catch (IllegalArgumentException _) {
                    // The message has changed meanwhile.
                }
            });
        }

        void awaitButtons() {
            await("a digest with buttons", () -> buttons.get().isPresent());
        }

        void awaitFile() {
            await("the export", () -> files.get() > 0);
        }

        /// Ends when the bot has ended, too.
        private void await(String what, BooleanSupplier condition) {
            Awaitility.await(what).atMost(FaultFixture.READY).until(() -> condition.getAsBoolean() || !bot.isAlive());
        }
    }
}
