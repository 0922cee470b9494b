package digestbot.outside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The platforms' simulators as a process of their own, which takes commands and answers as lines of JSON.
///
/// It ends with its standard input, and with it the processes that it was told to mind: nothing is left behind,
/// however the parent ended.
public final class SandboxMain {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<ProcessHandle> minded = new ArrayList<>();
    private final SandboxControl control;

    private SandboxMain(SandboxControl control) {
        this.control = control;
    }

    /// Sets up and obeys until the standard input ends.
    ///
    /// @param arguments `<Telegram's port or 0> <Discord's port, 0 or -> [door]`; with `door`,
    /// [NetworkFault]s can be had
    public static void main(String... arguments) throws IOException {
        PrintStream out = System.out;
        System.setOut(System.err);
        new SandboxMain(SandboxControl.set(arguments[0], arguments[1], arguments.length > 2)).obey(out);
        Runtime.getRuntime().halt(0);
    }

    private void obey(PrintStream out) throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        out.println(control.addresses());
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(answer(line));
        }
        minded.forEach(ProcessHandle::destroyForcibly);
    }

    private String answer(String line) {
        try {
            JsonNode command = JSON.readTree(line);
            return command.path("do").asText().equals("mind")
                    ? mind(command.path("pid").asLong())
                    : control.act(command).toString();
        } catch (IOException | RuntimeException | InterruptedException e) {
            e.printStackTrace();
            return JSON.createObjectNode().put("error", e.toString()).toString();
        }
    }

    private String mind(long pid) {
        minded.removeIf(process -> !process.isAlive());
        ProcessHandle.of(pid).ifPresent(minded::add);
        ObjectNode done = JSON.createObjectNode();
        return done.toString();
    }
}
