package digestbot.trial;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import digestbot.cli.RunCommand.Trial;
import digestbot.database.PrivateFiles;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.RequestJournal.RecordedRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

public final class SandboxTrial implements Trial {

    private static final int LAST_PORT = 65_531;

    @Override
    public boolean run(Options options) throws IOException, InterruptedException, PortRefusedException {
        TrialPorts ports = ports(options.port());
        PrintStream out = System.out;
        boolean once = options.once();
        try (TryRun trial = TryRun.start(out, once, options.base(), options.digests(), options.host(), ports)) {
            out.println("digestbot try: the bot with simulated Telegram and Discord.");
            if (!once) {
                out.println("Open both conversations in your browser: " + trial.servePage());
                trial.console().ifPresent(address -> out.println("The operators' console: " + address + trial.hint()));
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
            return TrialPorts.free(TrialPorts.DEFAULT_PORT);
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

    /// 0 is any free port.
    record TrialPorts(int page, int console, int telegram, int discord, int site) {

        static final TrialPorts FREE = new TrialPorts(0, 0, 0, 0, 0);

        static final int DEFAULT_PORT = 8081;

        /// The given port for the page and the next two, or any free ones if one of them is taken.
        static TrialPorts free(int page) {
            try {
                for (int port = page; port < page + 3; port++) {
                    check(port);
                }
                return new TrialPorts(page, page + 1, 0, 0, page + 2);
            } catch (IOException _) {
                return FREE;
            }
        }

        /// The given port for the page and the next four for the others; 0 is any free port.
        static TrialPorts from(int page) {
            return page == 0 ? FREE : new TrialPorts(page, page + 1, page + 2, page + 3, page + 4);
        }

        List<Integer> all() {
            return List.of(page, console, telegram, discord, site);
        }

        /// Returns the port; 0 is any free port.
        static int check(int port) throws IOException {
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }
    }

    /// Writes the requests to both platforms to a file, one JSON object per line, so that they can be
    /// checked against the platforms' specifications.
    public static void record(Path file, PlatformSandbox telegram, PlatformSandbox discord) throws IOException {
        List<String> lines = new ArrayList<>();
        telegram.requests().forEach(request -> lines.add(line("telegram", request)));
        discord.requests().forEach(request -> lines.add(line("discord", request)));
        PrivateFiles.write(file, String.join("", lines).getBytes(StandardCharsets.UTF_8));
    }

    private static String line(String platform, RecordedRequest request) {
        return JsonNodeFactory.instance
                        .objectNode()
                        .put("platform", platform)
                        .put("method", request.method())
                        .put("path", request.path())
                        .put("status", request.status())
                        .set("body", request.body())
                        .toString()
                + "\n";
    }
}
