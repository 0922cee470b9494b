package digestbot.content.action;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Makes values of sealed types in all the ways in which their components can be filled, so that a
/// new kind is covered without being listed. It fails on a component that it cannot fill.
public final class SealedSamples {

    private final Map<String, List<?>> named = new HashMap<>();
    private final Map<Type, List<?>> typed = new HashMap<>();

    public SealedSamples with(String name, Class<?> type, List<?> values) {
        named.put(name + ":" + type.getName(), values);
        return this;
    }

    public SealedSamples with(Class<?> type, List<?> values) {
        typed.put(type, values);
        return this;
    }

    public <T> List<T> of(Class<T> type) {
        return of(type, _ -> true);
    }

    <T> List<T> of(Class<T> type, Predicate<Class<?>> wanted) {
        return ActionSpec.leaves(type)
                .filter(wanted)
                .flatMap(kind -> ofKind(kind).stream().map(type::cast))
                .toList();
    }

    private List<Object> ofKind(Class<?> kind) {
        List<List<Object>> filled = List.of(List.of());
        for (RecordComponent component : kind.getRecordComponents()) {
            List<?> values = values(kind, component.getName(), component.getGenericType());
            filled = filled.stream()
                    .flatMap(begun -> values.stream().map(value -> {
                        List<Object> longer = new ArrayList<>(begun);
                        longer.add(value);
                        return longer;
                    }))
                    .toList();
        }
        return filled.stream().map(arguments -> made(kind, arguments)).toList();
    }

    private List<?> values(Class<?> kind, String name, Type type) {
        if (type instanceof Class<?> plain) {
            List<?> known = named.getOrDefault(name + ":" + plain.getName(), typed.get(plain));
            if (known != null) {
                return known;
            }
            if (plain == boolean.class) {
                return List.of(true, false);
            }
            if (plain.isEnum()) {
                return List.of(plain.getEnumConstants());
            }
            if (plain.isSealed()) {
                return of(plain);
            }
            if (plain.isRecord()) {
                return ofKind(plain);
            }
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            List<Object> all = new ArrayList<>();
            all.add(Optional.empty());
            values(kind, name, generic.getActualTypeArguments()[0]).forEach(value -> all.add(Optional.of(value)));
            return all;
        }
        if (type instanceof ParameterizedType generic) {
            List<?> known = named.getOrDefault(
                    name + ":" + generic.getRawType().getTypeName(), typed.get(generic.getRawType()));
            if (known != null) {
                return known;
            }
        }
        throw new AssertionError("say what `" + type.getTypeName() + " " + name + "` of " + kind.getName()
                + " may be, so that it is tried too");
    }

    private static Object made(Class<?> kind, List<Object> arguments) {
        try {
            Constructor<?> canonical = kind.getDeclaredConstructor(Arrays.stream(kind.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            canonical.setAccessible(true);
            return canonical.newInstance(arguments.toArray());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot make a " + kind.getName() + " of " + arguments, e);
        }
    }
}
