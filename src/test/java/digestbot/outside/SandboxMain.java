package digestbot.outside;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The platforms' simulators as a process of their own, which takes commands from its standard
/// input. The process ends with that input, and kills the processes that it minds: nothing is left
/// behind if the parent is killed.
public final class SandboxMain {

    private SandboxMain() {}

    /// The arguments say whether there is Discord, and whether [NetworkFault]s can happen.
    public static void main(String... arguments) throws IOException {
        PrintStream out = System.out;
        System.setOut(System.err);
        List<ProcessHandle> minded = new ArrayList<>();
        var control =
                new SandboxControl(Boolean.parseBoolean(arguments[0]), Boolean.parseBoolean(arguments[1]), minded);
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(RemoteCalls.answer(control::named, line));
        }
        minded.forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().halt(0);
    }
}
