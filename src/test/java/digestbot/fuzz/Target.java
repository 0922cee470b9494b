package digestbot.fuzz;

import digestbot.button.PressFuzz;
import digestbot.chat.api.StartFuzz;
import digestbot.chat.settings.TypedFuzz;
import digestbot.digest.parser.DigestFuzz;
import digestbot.discord.DiscordFuzz;
import digestbot.sandbox.telegram.text.TelegramFuzz;
import digestbot.telegram.CommandFuzz;
import java.util.Locale;

/// The targets of fuzzing. Each class has a `fuzzerTestOneInput`, which throws if something is wrong.
enum Target {
    DIGEST(DigestFuzz.class),
    PRESS(PressFuzz.class),
    START(StartFuzz.class),
    COMMAND(CommandFuzz.class),
    TYPED(TypedFuzz.class),
    TELEGRAM(TelegramFuzz.class),
    DISCORD(DiscordFuzz.class);

    private final Class<?> type;

    Target(Class<?> type) {
        this.type = type;
    }

    /// As it is called in commands and folders.
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    Class<?> type() {
        return type;
    }

    void run(byte[] input) {
        switch (this) {
            case DIGEST -> DigestFuzz.fuzzerTestOneInput(input);
            case PRESS -> PressFuzz.fuzzerTestOneInput(input);
            case START -> StartFuzz.fuzzerTestOneInput(input);
            case COMMAND -> CommandFuzz.fuzzerTestOneInput(input);
            case TYPED -> TypedFuzz.fuzzerTestOneInput(input);
            case TELEGRAM -> TelegramFuzz.fuzzerTestOneInput(input);
            case DISCORD -> DiscordFuzz.fuzzerTestOneInput(input);
        }
    }
}
