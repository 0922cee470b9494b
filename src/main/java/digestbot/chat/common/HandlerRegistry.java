package digestbot.chat.common;

import digestbot.action.Press;
import digestbot.action.SealedTypes;
import digestbot.chat.api.Command;
import digestbot.chat.api.Reply;
import digestbot.database.Transaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The table of handlers: one for each kind of command and button.
public final class HandlerRegistry {

    private final Map<Class<?>, Route<?>> routes = new HashMap<>();
    private final Map<Class<?>, Preparation<?>> preparations = new HashMap<>();

    @FunctionalInterface
    public interface Route<K> {
        Reply answer(CommandContext context, K given);
    }

    /// Performs slow lookups before the answer's write transaction begins. `may` tells whether the
    /// person may use the command.
    @FunctionalInterface
    public interface Preparation<K> {

        void prepare(K given, Predicate<Transaction> may);
    }

    @FunctionalInterface
    public interface Handler {

        void register(HandlerRegistry registry);
    }

    /// Registers all handlers.
    ///
    /// @throws IllegalStateException if a kind of command or button has no handler, or two
    public static HandlerRegistry of(List<Handler> handlers) {
        var registry = new HandlerRegistry();
        handlers.forEach(handler -> handler.register(registry));
        Stream.of(Command.class, Press.class)
                .flatMap(SealedTypes::leaves)
                .filter(kind -> !registry.routes.containsKey(kind))
                .findFirst()
                .ifPresent(kind -> {
                    throw new IllegalStateException("no handler answers " + kind.getName());
                });
        return registry;
    }

    public <K> void on(Class<K> kind, Route<? super K> route) {
        SealedTypes.leaves(kind).forEach(leaf -> {
            if (routes.put(leaf, route) != null) {
                throw new IllegalStateException("two handlers answer " + leaf.getName());
            }
        });
    }

    public <K> void before(Class<K> kind, Preparation<? super K> preparation) {
        SealedTypes.leaves(kind).forEach(leaf -> preparations.put(leaf, preparation));
    }

    public void prepare(Command command, Predicate<Transaction> may) {
        Object given = given(command);
        Optional.ofNullable(preparations.get(given.getClass())).ifPresent(found -> prepare(found, given, may));
    }

    @SuppressWarnings("unchecked")
    private static <K> void prepare(Preparation<K> found, Object given, Predicate<Transaction> may) {
        found.prepare((K) given, may);
    }

    public Reply answer(CommandContext context, Command command) {
        return answer(context, given(command));
    }

    /// Shows the target of the link in a new message.
    public Reply open(CommandContext context, Press.Linkable link) {
        return answer(context.withReplyToAll(), (Object) link);
    }

    private Reply answer(CommandContext context, Object given) {
        return answer(Optional.ofNullable(routes.get(given.getClass())).orElseThrow(), context, given);
    }

    @SuppressWarnings("unchecked")
    private static <K> Reply answer(Route<K> route, CommandContext context, Object given) {
        return route.answer(context, (K) given);
    }

    private static Object given(Command command) {
        return command instanceof Command.Pressed(Optional<Press> press) && press.isPresent() ? press.get() : command;
    }
}
