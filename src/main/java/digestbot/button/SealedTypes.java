package digestbot.button;

import java.util.stream.Stream;

/// The kinds that a sealed type consists of.
public final class SealedTypes {

    private SealedTypes() {}

    /// Each type below a sealed one that is not sealed itself, once, in the order of their declaration.
    public static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses())
                        .<Class<?>>flatMap(SealedTypes::leaves)
                        .distinct()
                : Stream.of(type);
    }
}
