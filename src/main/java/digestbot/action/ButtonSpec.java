package digestbot.action;

import digestbot.audience.Permission;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;

/// The written form of the buttons of one kind: the code, and the components of the record in their
/// order. The last one is omitted if it has its default value.
record ButtonSpec(
        String code,
        Permission permission,
        List<RecordComponent> components,
        List<FieldCodec<?>> codecs,
        Constructor<?> constructor) {

    static ButtonSpec of(Class<?> kind) {
        ButtonData data = Objects.requireNonNull(kind.getAnnotation(ButtonData.class), kind::getName);
        List<RecordComponent> components = List.of(kind.getRecordComponents());
        Class<?>[] types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return new ButtonSpec(
                    data.code(),
                    data.permission(),
                    components,
                    components.stream().<FieldCodec<?>>map(FieldCodecs::of).toList(),
                    kind.getDeclaredConstructor(types));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    String encode(Press press) {
        var written = new StringBuilder(code);
        for (int i = 0; i < codecs.size(); i++) {
            Object value = value(press, components.get(i));
            if (!isLast(i) || !codecs.get(i).isDefault(value)) {
                written.append(':').append(codecs.get(i).write(value));
            }
        }
        return written.toString();
    }

    private static Object value(Press press, RecordComponent component) {
        try {
            return component.getAccessor().invoke(press);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Creates the press from as many texts as were written.
    ///
    /// @throws IllegalArgumentException if the number of texts is wrong or one of them is invalid
    /// @throws java.time.DateTimeException if a date is invalid
    Press decode(List<String> texts) {
        boolean omitted = texts.size() == codecs.size() - 1
                && codecs.getLast().defaultValue().isPresent();
        if (texts.contains("") || (texts.size() != codecs.size() && !omitted)) {
            throw new IllegalArgumentException(code + texts);
        }
        var values = new Object[codecs.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i < texts.size()
                    ? codecs.get(i).read().apply(texts.get(i))
                    : codecs.get(i).defaultValue().orElseThrow();
        }
        try {
            return (Press) constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isLast(int component) {
        return component == codecs.size() - 1;
    }
}
