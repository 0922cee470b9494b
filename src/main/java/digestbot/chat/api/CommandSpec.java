package digestbot.chat.api;

import digestbot.action.SealedTypes;
import digestbot.audience.Permission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The name, options and permission of a command. Command menus, parsers and the help are generated
/// from it. Each named record of [Command] declares one in its constant `SPEC`.
///
/// Its texts are `command-<id>`, the name in a language, and `help-<id>`, the description.
///
/// @param id the name as it is typed, without the slash, such as `today`
/// @param permission the strongest permission that it may require
/// @param options the options, in the order in which a form shows them
public record CommandSpec(
        String id,
        Permission permission,
        HelpSection section,
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
        return new CommandSpec(id, permission, HelpSection.of(permission), false, List.of(options), parse);
    }

    CommandSpec in(HelpSection other) {
        return new CommandSpec(id, permission, other, isPublic, options, parse);
    }

    CommandSpec publicly() {
        return new CommandSpec(id, permission, section, true, options, parse);
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

    /// All commands, in the order of their declaration, in which they are shown.
    public static List<CommandSpec> all() {
        return List.copyOf(Table.BY_KIND.values());
    }

    public static Optional<CommandSpec> find(String id) {
        return all().stream().filter(spec -> spec.id.equals(id)).findFirst();
    }

    static CommandSpec of(Command command) {
        return Optional.ofNullable(Table.BY_KIND.get(command.getClass())).orElseThrow();
    }

    public Optional<CommandOption> option(String name) {
        return options.stream().filter(option -> option.name().equals(name)).findFirst();
    }

    /// The text key of the name, which is lower case and at most 32 letters long in every language.
    public String localisedName() {
        return "command-" + id;
    }

    public String description() {
        return "help-" + id;
    }
}
