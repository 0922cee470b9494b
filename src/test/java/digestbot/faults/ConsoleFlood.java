package digestbot.faults;

import digestbot.outside.JavaProcess;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Requests of every route of the console at once, as large as a form may get and larger, by
/// strangers and by somebody who is signed in.
///
/// @param parallel the number of forms of the sign-in, and of requests of each other page
/// @param others the number of forms of each other route
/// @param upload how large a file is that a stranger uploads, in MiB
record ConsoleFlood(int parallel, int others, int upload) implements Attack {

    /// Requests of each page and form.
    private static final int WARM_UP = 30;

    @Override
    public String name() {
        return "console";
    }

    @Override
    public int disk() {
        return 24;
    }

    @Override
    public void warmUp(AttackedBot bot) throws Exception {
        new ConsoleFlood(0, WARM_UP, 0).run(bot);
    }

    @Override
    public long run(AttackedBot bot) throws Exception {
        List<String> arguments = List.of("" + bot.port, "" + parallel, "" + others, "" + upload);
        Process process =
                JavaProcess.start(bot.botHome.log(), false, List.of(), ConsoleFlooder.class.getName(), arguments);
        try {
            String requests = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Long.parseLong(requests.strip());
        } finally {
            process.destroyForcibly();
        }
    }
}
