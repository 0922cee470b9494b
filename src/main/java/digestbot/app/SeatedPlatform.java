package digestbot.app;

import digestbot.cluster.SeatTerm;
import digestbot.cluster.SeatedPart;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// A platform, which runs while this node holds its seat.
final class SeatedPlatform implements SeatedPart {

    private final Function<SeatTerm, PlatformModule> factory;
    private final PlatformReach reach;
    private volatile Optional<PlatformModule> module = Optional.empty();

    /// @param factory makes the platform for a term
    SeatedPlatform(Function<SeatTerm, PlatformModule> factory) {
        this(factory, System::nanoTime);
    }

    /// @param nanoTime a monotonic clock, in nanoseconds
    SeatedPlatform(Function<SeatTerm, PlatformModule> factory, LongSupplier nanoTime) {
        this.factory = factory;
        reach = new PlatformReach(nanoTime);
    }

    @Override
    public RunningPart start(SeatTerm term) {
        PlatformModule started = factory.apply(term);
        reach.connecting();
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

    /// Tells whether this node reaches the platform, as far as is known.
    @Override
    public boolean isPreferredHere() {
        return reach.isGood(module.map(PlatformModule::isReached));
    }

    /// The running platform; empty while another node serves it.
    Optional<PlatformModule> module() {
        return module;
    }
}
