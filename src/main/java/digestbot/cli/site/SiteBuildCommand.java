package digestbot.cli.site;

import digestbot.app.FileAccessCheck;
import digestbot.app.Version;
import digestbot.cli.common.CommandOutput;
import digestbot.cli.common.ConfigOption;
import digestbot.config.Config;
import digestbot.content.views.StyledDigestViews;
import digestbot.database.DatabaseLocation;
import digestbot.database.ReadOnlyDatabase;
import digestbot.database.Transaction;
import digestbot.library.archive.Library;
import digestbot.site.EditionCards;
import digestbot.site.SiteAddresses;
import digestbot.site.SiteAsset;
import digestbot.site.SiteLayout;
import digestbot.site.SiteLibrary;
import digestbot.site.SitePages;
import digestbot.site.build.HalfMovedException;
import digestbot.site.build.SiteMap;
import digestbot.site.build.StaticSite;
import digestbot.site.build.StaticSite.SitePictures;
import digestbot.site.feed.FeedLinks;
import digestbot.site.feed.SiteFeeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `digestbot site build`: writes the published digests as a static site.
@Command(
        name = "build",
        description = "Write all pages and feeds into a folder; the next time, only what has changed.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  digestbot site build --to public"})
final class SiteBuildCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Option(
            names = "--to",
            paramLabel = "DIR",
            required = true,
            description = "Folder of the site; files that are not from this command stay as they are.")
    private Path folder = Path.of(".");

    @Option(
            names = "--picture-days",
            paramLabel = "DAYS",
            defaultValue = "7",
            description = "Draw the pictures for link previews of so many of the newest days of each topic; pictures of"
                    + " earlier builds stay (default: ${DEFAULT-VALUE}).")
    private int pictureDays;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Config config = configuration.load();
        SiteAddresses addresses = config.site()
                .addresses()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "site.url is not set; the site needs its public address"));
        DatabaseLocation location = config.database();
        try (ReadOnlyDatabase database = ReadOnlyDatabase.open(location)) {
            StaticSite site = site(config, addresses);
            StaticSite.BuildResult built = database.read(tx -> build(site, tx));
            CommandOutput.printSuccess(
                    spec.commandLine(),
                    "Wrote %,d files and deleted %,d; the site has %,d."
                            .formatted(built.written(), built.deleted(), built.files()));
            return 0;
        } catch (UncheckedIOException e) {
            IOException cause = Objects.requireNonNull(e.getCause());
            return CommandOutput.printError(
                    spec.commandLine(),
                    (cause instanceof HalfMovedException
                                    ? "Only a part of the new files is in its place. Fix this, then run the command again: "
                                    : "Not built, the site is as it was: ")
                            + cause.getMessage());
        } catch (IllegalStateException e) {
            return CommandOutput.printError(
                    spec.commandLine(),
                    FileAccessCheck.ofDatabase(location).orElseGet(() -> String.valueOf(e.getMessage())));
        }
    }

    private StaticSite.BuildResult build(StaticSite site, Transaction transaction) {
        try {
            return site.build(transaction, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StaticSite site(Config config, SiteAddresses addresses) {
        var library = new SiteLibrary(new Library());
        var views = new StyledDigestViews(config.topics().styles());
        SiteAsset styles = SiteAsset.styles(config.topics().styles().colours());
        SiteAsset icon = SiteAsset.icon();
        var pages = new SitePages(
                library, views, new SiteLayout(addresses, config.site().name(), styles, icon, FeedLinks::of));
        String inputs = String.join(
                "\n",
                Version.current(),
                addresses.base().toString(),
                config.site().name(),
                config.site().hub().map(URI::toString).orElse(""),
                config.topics().styles().toString(),
                styles.path());
        return new StaticSite(
                library,
                pages,
                new SiteFeeds(addresses, config.site().name(), config.site().hub(), library, views),
                new SiteMap(addresses, library),
                new SitePictures(new EditionCards(views), Math.max(0, pictureDays)),
                List.of(styles, icon),
                inputs);
    }
}
