package digestbot.trial;

import digestbot.cli.RunCommand.Trial;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;

public final class SandboxTrial implements Trial {

    private static final int LAST_PORT = 65_531;

    @Override
    public boolean run(Options options) throws IOException, InterruptedException, PortRefusedException {
        TrialPorts ports = ports(options.port());
        PrintStream out = System.out;
        boolean once = options.once();
        try (TryRun trial = TryRun.start(out, once, options.base(), options.digests(), ports)) {
            out.println("digestbot try: the bot with simulated Telegram and Discord.");
            if (!once) {
                out.println("Open both conversations in your browser: " + trial.servePage());
                trial.console().ifPresent(address -> out.println("The operators' console: " + address));
                trial.site().ifPresent(address -> out.println("The public site: " + address));
            }
            boolean delivered = trial.deliverAll();
            if (!once) {
                trial.addSampleAudience();
                trial.awaitStop();
            }
            if (options.record().isPresent()) {
                trial.record(options.record().get());
            }
            return delivered;
        }
    }

    private static TrialPorts ports(Optional<Integer> first) throws PortRefusedException {
        if (first.isEmpty()) {
            return TrialPorts.defaults();
        }
        int page = first.get();
        if (page < 0 || page > LAST_PORT) {
            throw new PortRefusedException("--port: %d is not a port. Use 0 to %d.".formatted(page, LAST_PORT));
        }
        TrialPorts ports = TrialPorts.from(page);
        for (int port : ports.all()) {
            try {
                TrialPorts.check(port);
            } catch (IOException e) {
                throw new PortRefusedException(
                        "--port: cannot listen on %d (%s). Use another port, or 0 for a free one."
                                .formatted(port, e.getMessage()));
            }
        }
        return ports;
    }
}
