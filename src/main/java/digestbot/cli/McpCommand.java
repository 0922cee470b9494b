package digestbot.cli;

import digestbot.api.PageAddresses;
import digestbot.api.PublicDigests;
import digestbot.api.PublicSearch;
import digestbot.api.mcp.McpDigests;
import digestbot.api.mcp.McpServer;
import digestbot.api.mcp.McpTools;
import digestbot.app.Version;
import digestbot.cli.common.ConfiguredCommand;
import digestbot.config.Config;
import digestbot.content.views.DigestViews;
import digestbot.library.archive.Library;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.PrintStream;
import picocli.CommandLine.Command;

/// `digestbot mcp`: lets an assistant that started it read the published digests.
@Command(
        name = "mcp",
        description = "Serve the published digests to an assistant, as an MCP server on standard input and output.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example, in the configuration of an assistant:",
            "  \"command\": \"bin/digestbot\", \"args\": [\"mcp\"]"
        })
final class McpCommand extends ConfiguredCommand {

    @Override
    public Integer call() throws IOException {
        Config config = load();
        var library = new Library();
        var digests = new McpDigests(
                config.database(),
                new PublicDigests(library, new DigestViews(config.topics().styles())),
                new PublicSearch(library),
                new PageAddresses(config.site().addresses()));
        // Whatever else is printed must not get between the messages.
        PrintStream out = System.out;
        System.setOut(System.err);
        new McpServer(new McpTools(digests), Version.current()).serve(new BufferedInputStream(System.in), out);
        return 0;
    }
}
