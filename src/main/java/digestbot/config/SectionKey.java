package digestbot.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A key and the constructor parameter that it sets.
record SectionKey(Parameter parameter, Key key) {

    private static final Map<Class<?>, BiFunction<Key, String, Object>> VALUES = Map.of(
            String.class, (_, text) -> text,
            boolean.class, (_, text) -> Boolean.valueOf(text),
            int.class, (key, text) -> Math.toIntExact(number(key, text)),
            Long.class, SectionKey::number,
            Duration.class, (key, text) -> Duration.of(number(key, text), key.unit()),
            Path.class, (_, text) -> Path.of(text),
            LocalTime.class, (_, text) -> LocalTime.parse(text),
            URI.class, (_, text) -> address(text));

    /// The constructor in which every parameter has a key.
    static Constructor<?> constructor(Class<?> section) {
        return Stream.of(section.getDeclaredConstructors())
                .filter(each -> Stream.of(each.getParameters()).allMatch(key -> key.isAnnotationPresent(Key.class)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("keys are missing in " + section));
    }

    static List<SectionKey> of(Class<?> section) {
        return Stream.of(constructor(section).getParameters())
                .map(parameter -> new SectionKey(parameter, parameter.getAnnotation(Key.class)))
                .toList();
    }

    /// All keys of a section and of the sections below it. Each path begins with the prefix.
    static Stream<ConfigReader.ConfigKey> documented(Class<?> section, String prefix) {
        return of(section).stream().filter(key -> !key.isRecord()).flatMap(key -> {
            String path = prefix + key.name();
            String each = key.is(Map.class) ? ".<" + key.key().each() + ">" : "";
            return key.isSection()
                    ? documented(key.element(), path + each + ".")
                    : Stream.of(new ConfigReader.ConfigKey(path, key.defaultText(), key.allowed()));
        });
    }

    String name() {
        return key.name().isEmpty() ? hyphened(parameter.getName().replaceAll("([A-Z])", "_$1")) : key.name();
    }

    private static String hyphened(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean is(Class<?> type) {
        return parameter.getType() == type;
    }

    boolean isList() {
        return is(List.class) || is(Set.class);
    }

    /// Whether this is the record of all values instead of one key.
    boolean isRecord() {
        return element() == EffectiveSetting.class;
    }

    boolean isSection() {
        return element().isRecord() && method(element(), "parse").isEmpty();
    }

    /// The type of a value in a list, a map or an optional, or of the value itself.
    Class<?> element() {
        return parameter.getParameterizedType() instanceof ParameterizedType generic
                ? (Class<?>) generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1]
                : parameter.getType();
    }

    private Optional<String> byDefault() {
        return Optional.of(key.def()).filter(text -> !text.equals(Key.NO_DEFAULT));
    }

    String defaultText() {
        return byDefault().orElse(isList() ? "[]" : "");
    }

    String allowed() {
        Class<?> type = element();
        if (!key.expected().isEmpty()) {
            return key.expected();
        }
        if (type.isEnum()) {
            return constants(type).map(SectionKey::id).collect(Collectors.joining(", ", "one of ", ""));
        }
        return switch (type.getSimpleName()) {
            case "int", "Long", "Duration" -> "a whole number from %,d to %,d".formatted(key.min(), key.max());
            case "Path" -> "a path";
            case "LocalTime" -> "a time such as " + key.def();
            default -> "text";
        };
    }

    String refusal(String text, String reason) {
        if (!key.refusal().isEmpty()) {
            return key.refusal().replace("%s", reason);
        }
        return key.hidden() && !isList()
                ? "not allowed; expected %s (the value is hidden)".formatted(allowed())
                : "“%s” is not allowed; expected %s".formatted(ConfigReader.withoutLogin(text), allowed());
    }

    Optional<Object> usualValue() {
        return byDefault().flatMap(this::converted);
    }

    /// Converts a text; empty if it has the wrong form. Fails with the conversion's unchecked
    /// exceptions.
    Optional<Object> convert(String text) {
        return key.pattern().isEmpty() || text.matches(key.pattern()) ? converted(text) : Optional.empty();
    }

    private Optional<Object> converted(String text) {
        Class<?> type = element();
        Class<?> section = parameter.getDeclaringExecutable().getDeclaringClass();
        Optional<Method> parser = key.parse().isEmpty() ? method(type, "parse") : method(section, key.parse());
        if (parser.isPresent()) {
            return ((Optional<?>) made(() -> parser.get().invoke(null, text))).map(value -> value);
        }
        if (type.isEnum()) {
            return constants(type).filter(each -> id(each).equals(text)).findFirst();
        }
        return Optional.of(
                VALUES.containsKey(type)
                        ? VALUES.get(type).apply(key, text)
                        : made(() -> type.getConstructor(String.class).newInstance(text)));
    }

    private static Stream<Object> constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(each -> each);
    }

    private static String id(Object constant) {
        return hyphened(((Enum<?>) constant).name());
    }

    private static long number(Key key, String text) {
        long number = Long.parseLong(text.replace("_", ""));
        if (number < key.min() || number > key.max()) {
            throw new IllegalArgumentException();
        }
        return number;
    }

    private static URI address(String text) {
        URI uri = URI.create(text);
        if (!List.of("http", "https").contains(String.valueOf(uri.getScheme())) || uri.getHost() == null) {
            throw new IllegalArgumentException();
        }
        return uri;
    }

    private static Optional<Method> method(Class<?> type, String name) {
        return Stream.of(type.getDeclaredMethods())
                .filter(each -> each.getName().equals(name)
                        && each.getReturnType() == Optional.class
                        && List.of(each.getParameterTypes()).equals(List.of(String.class)))
                .findFirst()
                .map(found -> {
                    found.setAccessible(true);
                    return found;
                });
    }

    @FunctionalInterface
    interface Reflection {
        Object make() throws ReflectiveOperationException;
    }

    /// Calls by reflection, and fails as the called code does.
    static Object made(Reflection call) {
        try {
            return call.make();
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
