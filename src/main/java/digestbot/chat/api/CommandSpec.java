package digestbot.chat.api;

import digestbot.audience.Permission;
import digestbot.audience.Platform;
import digestbot.button.SealedTypes;
import digestbot.i18n.CommandText;
import digestbot.i18n.Phrase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The name, options and permission of a command, from which command menus, parsers and the help
/// are made. Each named record of [Command] declares one in its constant `SPEC`.
///
/// Its texts are `command-<id>`, its name in a language, and `help-<id>`, what it does.
///
/// @param id as it is typed, without the slash: `today`
/// @param permission the farthest-reaching one that it may need
/// @param platforms where it is offered
/// @param isPublic whether its answer is for everybody in the chat
/// @param options in the order in which a form shows them
/// @param parse creates the command from its arguments
public record CommandSpec(
        String id,
        Permission permission,
        Set<Platform> platforms,
        boolean isPublic,
        List<CommandOption> options,
        Function<CommandArguments, Command> parse) {

    /// The table of all specs. It is a separate class so that loading a single command does not
    /// load all of them.
    private static final class Table {
        private static final Map<Class<?>, CommandSpec> BY_KIND = byKind();

        private Table() {}
    }

    static CommandSpec of(
            String id, Permission permission, Function<CommandArguments, Command> parse, CommandOption... options) {
        return new CommandSpec(id, permission, Set.of(Platform.values()), false, List.of(options), parse);
    }

    /// The same command, which is not offered elsewhere.
    CommandSpec onlyOn(Platform platform) {
        return new CommandSpec(id, permission, Set.of(platform), isPublic, options, parse);
    }

    /// The same command, whose answer is for everybody in the chat.
    CommandSpec publicly() {
        return new CommandSpec(id, permission, platforms, true, options, parse);
    }

    private static Map<Class<?>, CommandSpec> byKind() {
        Map<Class<?>, CommandSpec> specs = new LinkedHashMap<>();
        SealedTypes.leaves(Command.class)
                .filter(kind -> !Command.UnnamedCommand.class.isAssignableFrom(kind))
                .forEach(kind -> specs.put(kind, specOf(kind)));
        return specs;
    }

    private static CommandSpec specOf(Class<?> kind) {
        try {
            return (CommandSpec) kind.getDeclaredField("SPEC").get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(kind + " has no constant SPEC", e);
        }
    }

    /// All commands, in the order in which they are shown, which is the one of their declaration.
    public static List<CommandSpec> all() {
        return List.copyOf(Table.BY_KIND.values());
    }

    /// The commands of a platform, in the same order.
    public static List<CommandSpec> on(Platform platform) {
        return all().stream().filter(spec -> spec.platforms.contains(platform)).toList();
    }

    /// The platform's command with that name.
    public static Optional<CommandSpec> find(String id, Platform platform) {
        return on(platform).stream().filter(spec -> spec.id.equals(id)).findFirst();
    }

    /// The spec of a command that has a name.
    static CommandSpec of(Command command) {
        return Optional.ofNullable(Table.BY_KIND.get(command.getClass())).orElseThrow();
    }

    /// The option of that name, if the command has one.
    public Optional<CommandOption> option(String name) {
        return options.stream().filter(option -> option.name().equals(name)).findFirst();
    }

    /// Its name in a language, where the platform shows one: lower case, at most 32 letters.
    public Phrase localisedName() {
        return CommandText.name(id);
    }

    /// The description of the command in a few words.
    public Phrase description() {
        return CommandText.description(id);
    }
}
