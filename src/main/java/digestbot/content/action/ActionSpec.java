package digestbot.content.action;

import digestbot.audience.Permission;
import digestbot.content.action.SubscribeAction.Target;
import digestbot.markdown.TextCleaner;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The command and the buttons of one kind of action, from which command menus, parsers and the
/// help are made.
///
/// A button's data consists of a version, the kind's code and the record's components apart from
/// options, separated by colons. The last component is omitted if it has its default value.
public final class ActionSpec {

    private static final String VERSION = "1";

    /// The letters of the family and of the kind.
    private static final int MAX_CODE_LENGTH = 2;

    private final Form form;
    private final Class<?> kind;
    private final List<RecordComponent> components;
    private final List<CommandOption> options;

    /// The components that a button carries.
    private final List<RecordComponent> carried;

    private final List<FieldCodecFactory.FieldCodec<?>> codecs;
    private final Constructor<?> constructor;

    /// The table of all kinds. The bot fails to start if two kinds have the same code.
    private static final class Table {
        private static final Map<Class<?>, ActionSpec> BY_KIND = leaves(Action.class)
                .collect(Collectors.toMap(kind -> kind, ActionSpec::new, (one, _) -> one, LinkedHashMap::new));
        private static final Map<String, ActionSpec> BY_CODE = BY_KIND.values().stream()
                .filter(ActionSpec::hasButton)
                .collect(Collectors.toMap(spec -> spec.form.code(), spec -> spec));
        private static final Map<String, ActionSpec> BY_COMMAND = BY_KIND.values().stream()
                .filter(spec -> !spec.id().isEmpty())
                .collect(Collectors.toMap(ActionSpec::id, spec -> spec, (one, _) -> one, LinkedHashMap::new));

        private Table() {}
    }

    private ActionSpec(Class<?> kind) {
        this.kind = kind;
        form = Objects.requireNonNull(kind.getAnnotation(Form.class), kind::getName);
        components = List.of(kind.getRecordComponents());
        options = components.stream()
                .filter(ActionSpec::isTyped)
                .map(component -> CommandOption.of(component.getAnnotation(Typed.class)))
                .toList();
        carried = components.stream()
                .filter(component -> hasButton() && !isTyped(component))
                .toList();
        codecs = carried.stream()
                .<FieldCodecFactory.FieldCodec<?>>map(FieldCodecFactory::of)
                .toList();
        try {
            constructor = kind.getDeclaredConstructor(
                    components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The leaf types of a sealed hierarchy, each once, in declaration order.
    public static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses())
                        .<Class<?>>flatMap(ActionSpec::leaves)
                        .distinct()
                : Stream.of(type);
    }

    /// All commands, in their order of declaration, which is also the order of display.
    public static List<ActionSpec> commands() {
        return List.copyOf(Table.BY_COMMAND.values());
    }

    public static Optional<ActionSpec> command(String id) {
        return Optional.ofNullable(Table.BY_COMMAND.get(id));
    }

    public static ActionSpec of(Action action) {
        return of(action.getClass());
    }

    public static ActionSpec of(Class<? extends Action> kind) {
        return Objects.requireNonNull(Table.BY_KIND.get(kind));
    }

    public Class<?> kind() {
        return kind;
    }

    /// The name of the command as it is typed, without the slash, such as `today`.
    public String id() {
        return form.command();
    }

    /// The text key of the name. In every language the name is lower case and at most 32 letters
    /// long.
    public String localisedName() {
        return "command-" + id();
    }

    public String description() {
        return "help-" + id();
    }

    public Permission permission() {
        return form.needs();
    }

    /// Whether everybody in the chat sees the answer to the command. Refusals and questions are
    /// always shown to the person alone.
    public boolean isPublic() {
        return form.publicly();
    }

    public List<CommandOption> options() {
        return options;
    }

    public Optional<CommandOption> option(String name) {
        return options.stream().filter(option -> option.name().equals(name)).findFirst();
    }

    public boolean hasButton() {
        return !form.code().isEmpty();
    }

    String code() {
        return form.code();
    }

    /// Creates the action from the values of its options, by the options' names. Texts are cleaned
    /// like digests, so that no control characters are looked up, stored or shown.
    public Action parse(Map<String, String> values) {
        return make(components.stream()
                .map(component -> isTyped(component) ? option(component, values) : absent(component.getType()))
                .toArray());
    }

    private static boolean isTyped(RecordComponent component) {
        return component.isAnnotationPresent(Typed.class);
    }

    private static Object option(RecordComponent component, Map<String, String> values) {
        CommandOption.Kind option = component.getAnnotation(Typed.class).value();
        String value = values.getOrDefault(option.optionName(), "");
        if (component.getType() == Target.class) {
            return Arrays.stream(Target.values())
                    .filter(target -> target.name().toLowerCase(Locale.ROOT).equals(value))
                    .findFirst()
                    .orElse(Target.DEFAULT);
        }
        return option == CommandOption.Kind.LONG_TEXT ? TextCleaner.lines(value) : TextCleaner.line(value);
    }

    /// The value of a component for which no option was given.
    private static Object absent(Class<?> type) {
        if (type == int.class) {
            return 0;
        }
        return type == Target.class ? Target.DEFAULT : type == String.class ? "" : Optional.empty();
    }

    static String encode(Action action) {
        ActionSpec spec = of(action);
        if (!spec.hasButton()) {
            throw new IllegalArgumentException("no button has " + action);
        }
        return VERSION + ":" + spec.written(action);
    }

    private String written(Action action) {
        var written = new StringBuilder(code());
        for (int i = 0; i < carried.size(); i++) {
            Object value = value(action, carried.get(i));
            if (i < carried.size() - 1 || !codecs.get(i).isDefault(value)) {
                written.append(':').append(codecs.get(i).write(value));
            }
        }
        return written.toString();
    }

    private static Object value(Action action, RecordComponent component) {
        try {
            return component.getAccessor().invoke(action);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Decodes a button's data; empty if the data is malformed or of another version.
    public static Optional<Action> decode(String data) {
        List<String> parts = List.of(data.split(":", -1));
        if (!parts.getFirst().equals(VERSION)) {
            return Optional.empty();
        }
        for (int end = Math.min(parts.size(), MAX_CODE_LENGTH + 1); end > 1; end--) {
            ActionSpec spec = Table.BY_CODE.get(String.join(":", parts.subList(1, end)));
            if (spec != null) {
                return spec.read(parts.subList(end, parts.size()));
            }
        }
        return Optional.empty();
    }

    /// Empty if the number of texts is wrong or one of them is invalid.
    private Optional<Action> read(List<String> texts) {
        boolean omitted = texts.size() == codecs.size() - 1
                && codecs.getLast().defaultValue().isPresent();
        if (texts.contains("") || (texts.size() != codecs.size() && !omitted)) {
            return Optional.empty();
        }
        try {
            List<Object> values = new ArrayList<>();
            int next = 0;
            for (RecordComponent component : components) {
                if (isTyped(component)) {
                    values.add(absent(component.getType()));
                } else {
                    FieldCodecFactory.FieldCodec<?> codec = codecs.get(next);
                    values.add(
                            next < texts.size()
                                    ? codec.read().apply(texts.get(next))
                                    : codec.defaultValue().orElseThrow());
                    next++;
                }
            }
            return Optional.of(make(values.toArray()));
        } catch (IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
        }
    }

    private Action make(Object[] values) {
        try {
            return (Action) constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
