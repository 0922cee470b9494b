package digestbot.app;

import digestbot.cluster.SeatTerm;
import digestbot.cluster.SeatedPart;
import java.util.Optional;
import java.util.function.Function;

/// A platform, which runs while this node holds its seat.
final class SeatedPlatform implements SeatedPart {

    private final Function<SeatTerm, PlatformModule> factory;
    private volatile Optional<PlatformModule> module = Optional.empty();

    /// @param factory makes the platform for a term
    SeatedPlatform(Function<SeatTerm, PlatformModule> factory) {
        this.factory = factory;
    }

    @Override
    public RunningPart start(SeatTerm term) {
        PlatformModule started = factory.apply(term);
        try {
            started.start();
        } catch (RuntimeException | Error e) {
            started.close();
            throw e;
        }
        module = Optional.of(started);
        return () -> {
            module = Optional.empty();
            started.close();
        };
    }

    /// The running platform; empty while another node serves it.
    Optional<PlatformModule> module() {
        return module;
    }
}
