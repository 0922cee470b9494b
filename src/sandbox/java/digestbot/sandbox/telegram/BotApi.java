package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The methods of the Bot API by name, ignoring case.
final class BotApi {
    private final NavigableMap<String, Handler> methods = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final ChatAccess access;

    BotApi(ChatAccess access) {
        this.access = access;
    }

    BotApi with(String name, Handler handler) {
        methods.put(name, handler);
        return this;
    }

    /// The method's documented name; the given name if there is no such method.
    String canonical(String name) {
        return methods.containsKey(name) ? methods.floorKey(name) : name;
    }

    /// The result of a method.
    ///
    /// @throws Refusal if it is rejected
    JsonNode call(String name, Parameters parameters) throws InterruptedException {
        access.throwServerError(parameters);
        return Optional.ofNullable(methods.get(name))
                .orElseThrow(Refusal::unknownMethod)
                .handle(parameters);
    }

    /// The implementation of a method.
    @FunctionalInterface
    interface Handler {
        JsonNode handle(Parameters parameters) throws InterruptedException;
    }
}
