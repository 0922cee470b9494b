package digestbot.cli.push;

import digestbot.api.push.PushSecret;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `digestbot token`: prints a new token with which a pipeline pushes digests, and its hash for the
/// configuration. Nothing is stored.
@Command(
        name = "token",
        description = "Print a new token for a pipeline that pushes digests, and its hash for sources.push.",
        mixinStandardHelpOptions = true)
public final class TokenCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PushSecret secret = PushSecret.random();
        PrintWriter out = spec.commandLine().getOut();
        out.println("token: " + secret.reveal());
        out.println("hash: " + secret.hash());
        out.flush();
        return 0;
    }
}
