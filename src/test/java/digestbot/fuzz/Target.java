package digestbot.fuzz;

import digestbot.chat.StartFuzz;
import digestbot.chat.settings.TypedFuzz;
import digestbot.content.action.PressFuzz;
import digestbot.digest.parser.DigestFuzz;
import digestbot.discord.DiscordFuzz;
import digestbot.sandbox.telegram.TelegramFuzz;
import digestbot.telegram.CommandFuzz;
import java.util.Locale;
import java.util.function.Consumer;

/// Each class has a `fuzzerTestOneInput`, which throws if something is wrong.
enum Target {
    DIGEST(DigestFuzz.class, DigestFuzz::fuzzerTestOneInput),
    PRESS(PressFuzz.class, PressFuzz::fuzzerTestOneInput),
    START(StartFuzz.class, StartFuzz::fuzzerTestOneInput),
    COMMAND(CommandFuzz.class, CommandFuzz::fuzzerTestOneInput),
    TYPED(TypedFuzz.class, TypedFuzz::fuzzerTestOneInput),
    TELEGRAM(TelegramFuzz.class, TelegramFuzz::fuzzerTestOneInput),
    DISCORD(DiscordFuzz.class, DiscordFuzz::fuzzerTestOneInput);

    private final Class<?> type;

    @SuppressWarnings("ImmutableEnumChecker") // a method without state
    private final Consumer<byte[]> method;

    Target(Class<?> type, Consumer<byte[]> method) {
        this.type = type;
        this.method = method;
    }

    /// The name in commands and folders.
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    Class<?> type() {
        return type;
    }

    void run(byte[] input) {
        method.accept(input);
    }
}
