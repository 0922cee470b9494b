package digestbot.action;

import java.util.stream.Stream;

public final class SealedTypes {

    private SealedTypes() {}

    /// The leaf types of a sealed hierarchy, each once, in declaration order.
    public static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses())
                        .<Class<?>>flatMap(SealedTypes::leaves)
                        .distinct()
                : Stream.of(type);
    }
}
