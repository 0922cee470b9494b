package digestbot.outside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Calls of an interface's methods in another process, as lines of JSON. Methods of the same name
/// must differ in the number of their parameters.
final class RemoteCalls {

    private static final ObjectMapper JSON = new ObjectMapper().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);

    private RemoteCalls() {}

    interface Connection extends AutoCloseable {

        /// Waits for the answer to the line.
        String exchange(String line) throws IOException;

        @Override
        void close();
    }

    /// The object of that name in the other process. Default methods run here, and `close` closes
    /// the connection. A method that returns a network names it by its argument.
    static <T> T object(Class<T> type, String name, Connection connection) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            if (method.getName().equals("close")) {
                connection.close();
                return null;
            }
            return method.getReturnType() == FaultyNetwork.class
                    ? object(FaultyNetwork.class, arguments[0].toString(), connection)
                    : call(connection, name, method, arguments == null ? new Object[0] : arguments);
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Connection connection, String name, Method method, Object... arguments)
            throws IOException {
        ObjectNode call = JSON.createObjectNode().put("object", name).put("method", method.getName());
        ArrayNode values = call.putArray("arguments");
        for (Object argument : arguments) {
            values.add(tree(argument));
        }
        JsonNode answer = JSON.readTree(connection.exchange(call.toString()));
        if (answer.has("error")) {
            throw new IllegalStateException(call + ": " + answer.path("error").asText());
        }
        return value(answer.path("value"), method.getGenericReturnType());
    }

    private static JsonNode tree(@Nullable Object value) throws IOException {
        return JSON.readTree(JSON.writeValueAsString(value));
    }

    private static @Nullable Object value(JsonNode json, Type type) throws IOException {
        return type == void.class ? null : JSON.treeToValue(json, JSON.constructType(type));
    }

    /// Calls the method that the line names on one of the objects, and returns the answer.
    static String answer(Function<String, Object> objects, String line) {
        ObjectNode answer = JSON.createObjectNode();
        try {
            JsonNode call = JSON.readTree(line);
            Object object = objects.apply(call.path("object").asText());
            JsonNode given = call.path("arguments");
            Method method = Arrays.stream(object.getClass().getMethods())
                    .filter(each -> !each.isDefault()
                            && each.getName().equals(call.path("method").asText())
                            && each.getParameterCount() == given.size())
                    .findFirst()
                    .orElseThrow();
            Object[] arguments = new Object[given.size()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = value(given.get(i), method.getGenericParameterTypes()[i]);
            }
            answer.set("value", tree(method.invoke(object, arguments)));
        } catch (InvocationTargetException e) {
            e.printStackTrace();
            answer.put("error", String.valueOf(e.getCause()));
        } catch (IOException | ReflectiveOperationException | RuntimeException e) {
            e.printStackTrace();
            answer.put("error", e.toString());
        }
        return answer.toString();
    }
}
