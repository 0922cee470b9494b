package digestbot.i18n;

import java.util.List;
import java.util.Locale;

/// The name or the description of a command. The English texts list the commands: `command-today`
/// is the name of the command `today`, and `help-today` its description.
///
/// @param name `COMMAND_<ID>` or `HELP_<ID>`
public record CommandText(String name) implements Phrase {

    private static final String NAME = "command-";

    /// The command's name in a language, where the platform shows one: lower case, at most 32
    /// letters.
    public static CommandText name(String id) {
        return new CommandText("COMMAND_" + id.toUpperCase(Locale.ROOT));
    }

    /// The description of the command in a few words.
    public static CommandText description(String id) {
        return new CommandText("HELP_" + id.toUpperCase(Locale.ROOT));
    }

    static List<Phrase> all() {
        return Texts.read("en.properties").stringPropertyNames().stream()
                .filter(key -> key.startsWith(NAME))
                .map(key -> key.substring(NAME.length()))
                .<Phrase>mapMulti((id, to) -> {
                    to.accept(name(id));
                    to.accept(description(id));
                })
                .toList();
    }
}
