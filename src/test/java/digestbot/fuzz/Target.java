package digestbot.fuzz;

import digestbot.command.StartFuzz;
import digestbot.command.TypedFuzz;
import digestbot.digest.DigestFuzz;
import digestbot.discord.DiscordFuzz;
import digestbot.edition.PressFuzz;
import digestbot.sandbox.telegram.TelegramFuzz;
import digestbot.telegram.CommandFuzz;
import java.util.Locale;
import java.util.function.Consumer;

/// What is fuzzed. Each class has a `fuzzerTestOneInput`, which throws if something is wrong.
enum Target {
    DIGEST(DigestFuzz.class, DigestFuzz::fuzzerTestOneInput),
    PRESS(PressFuzz.class, PressFuzz::fuzzerTestOneInput),
    START(StartFuzz.class, StartFuzz::fuzzerTestOneInput),
    COMMAND(CommandFuzz.class, CommandFuzz::fuzzerTestOneInput),
    TYPED(TypedFuzz.class, TypedFuzz::fuzzerTestOneInput),
    TELEGRAM(TelegramFuzz.class, TelegramFuzz::fuzzerTestOneInput),
    DISCORD(DiscordFuzz.class, DiscordFuzz::fuzzerTestOneInput);

    private final Class<?> type;
    private final Consumer<byte[]> body;

    Target(Class<?> type, Consumer<byte[]> body) {
        this.type = type;
        this.body = body;
    }

    /// As it is called in commands and folders.
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    Class<?> type() {
        return type;
    }

    void run(byte[] input) {
        body.accept(input);
    }
}
