package digestbot.chat.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every command is well-formed, whatever a person typed.
class CommandTest {

    private static final String UNCLEAN = "a\u202eb\u2066c\u0000d" + "\u0301".repeat(200) + "\ufeff";
    private static final String CLEAN = "abcd" + "\u0301".repeat(8);

    @TestFactory
    List<DynamicTest> everyCommandCleansItsText() {
        List<DynamicTest> tests = Stream.concat(records(Command.class), Stream.of(Command.SearchFilters.class))
                .filter(type -> Stream.of(type.getRecordComponents()).anyMatch(CommandTest::isText))
                .map(type -> DynamicTest.dynamicTest(type.getSimpleName(), () -> cleans(type)))
                .toList();
        assertThat(tests).hasSizeGreaterThan(15);
        return tests;
    }

    private static void cleans(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Stream.of(components).map(CommandTest::value).toArray();
        var constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        Object command = constructor.newInstance(values);
        for (RecordComponent component : components) {
            if (isText(component)) {
                component.getAccessor().setAccessible(true);
                assertThat(component.getAccessor().invoke(command))
                        .as(component.getName())
                        .isEqualTo(CLEAN);
            }
        }
    }

    private static Object value(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == String.class) {
            return UNCLEAN;
        }
        return type == Optional.class
                ? Optional.empty()
                : type == Command.SearchFilters.class ? Command.SearchFilters.NONE : type.getEnumConstants()[0];
    }

    private static boolean isText(RecordComponent component) {
        return component.getType() == String.class;
    }

    /// All records below a sealed type.
    private static Stream<Class<?>> records(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Stream.of(type.getPermittedSubclasses()).flatMap(CommandTest::records);
    }
}
