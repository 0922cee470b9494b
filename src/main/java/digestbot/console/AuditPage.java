package digestbot.console;

import static j2html.TagCreator.a;
import static j2html.TagCreator.section;

import digestbot.audience.NameDisambiguator;
import digestbot.audience.Platform;
import digestbot.audience.RoleStore;
import digestbot.audience.RoleStore.Holder;
import digestbot.audit.Actor;
import digestbot.audit.AuditEntry;
import digestbot.audit.AuditStore;
import digestbot.audit.AuditSubject;
import digestbot.console.page.DataTable;
import digestbot.console.page.FormInput;
import digestbot.console.page.PageLayout;
import digestbot.console.page.PageParts;
import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.i18n.AuditPhrase;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import j2html.tags.DomContent;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The audit log, newest first. User ids are not shown; on Telegram they identify private chats.
final class AuditPage implements Routes {

    private static final String PAGE = "page";
    private static final int A_PAGE = 50;
    private static final Texts WORDS = Texts.of("en");

    private final Database database;
    private final Library library;
    private final InstantSource clock;
    private final AuditStore store = new AuditStore();
    private final RoleStore roles = new RoleStore();

    AuditPage(Database database, Library library, InstantSource clock) {
        this.database = database;
        this.library = library;
        this.clock = clock;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(Paths.AUDIT, this::show);
    }

    /// A table row.
    private record Line(AuditEntry entry, String who, DomContent what) {}

    private void show(Context context) {
        int page = FormInput.page(context, PAGE);
        context.html(database.read(
                tx -> PageLayout.of(Paths.AUDIT, "Audit log", AccessControl.session(context), content(tx, page))));
    }

    private List<DomContent> content(Transaction tx, int page) {
        List<AuditEntry> entries = store.page(tx, A_PAGE, page * A_PAGE);
        NameDisambiguator tags = NameDisambiguator.of(Stream.concat(
                        entries.stream().flatMap(AuditPage::ids),
                        roles.all(tx).stream().map(Holder::userId))
                .toList());
        List<Line> lines = entries.stream()
                .map(entry -> new Line(entry, who(tx, entry.by(), tags), what(tx, entry, tags)))
                .toList();
        DomContent table = section(DataTable.<Line>titled("Audit log")
                        .moment("When", clock.instant(), line -> line.entry().at())
                        .text("Who", Line::who)
                        .column("What", Line::what)
                        .of(lines, WORDS.say(AuditPhrase.EMPTY)))
                .withId("acts")
                .attr("data-live");
        return List.of(
                table,
                PageParts.pages(
                        page, (page + 1) * A_PAGE < store.count(tx), other -> Paths.AUDIT + "?" + PAGE + "=" + other));
    }

    /// The ids of everybody whom the entry names.
    private static Stream<Long> ids(AuditEntry entry) {
        Stream<Long> by =
                entry.by() instanceof Actor.Somebody(Platform _, long userId) ? Stream.of(userId) : Stream.of();
        Stream<Long> about = entry.about() instanceof AuditSubject.Someone(Platform _, long userId)
                ? Stream.of(userId)
                : Stream.of();
        return Stream.concat(by, about);
    }

    private String who(Transaction tx, Actor actor, NameDisambiguator tags) {
        return switch (actor) {
            case Actor.Somebody(Platform platform, long userId) -> called(tx, platform, userId, tags);
            case Actor.CommandLine() -> WORDS.say(AuditPhrase.COMMAND_LINE);
            case Actor.Console(Optional<String> name) ->
                name.map(known -> known + " (" + WORDS.say(AuditPhrase.CONSOLE) + ")")
                        .orElseGet(() -> WORDS.say(AuditPhrase.CONSOLE));
            case Actor.Itself() -> WORDS.say(AuditPhrase.ITSELF);
        };
    }

    private String called(Transaction tx, Platform platform, long userId, NameDisambiguator tags) {
        String id = platform.title() + " " + tags.of(userId);
        return roles.of(tx, platform, userId)
                .map(Holder::name)
                .filter(name -> !name.isBlank())
                .map(name -> name + ", " + id)
                .orElse(id);
    }

    private DomContent what(Transaction tx, AuditEntry entry, NameDisambiguator tags) {
        String said = entry.deed().said(WORDS, about(tx, entry.about(), tags));
        return switch (entry.about()) {
            case AuditSubject.Digest(long number) -> a(said).withHref(Paths.digest(number));
            case AuditSubject.Broadcast(long number) -> a(said).withHref(Paths.broadcast(number));
            case AuditSubject.Someone _, AuditSubject.Cause _, AuditSubject.Nothing() -> PageParts.text(said);
        };
    }

    private String about(Transaction tx, AuditSubject subject, NameDisambiguator tags) {
        return switch (subject) {
            case AuditSubject.Digest(long number) ->
                library.all()
                        .digest(tx, number)
                        .map(stored -> stored.digest().topic().name() + ", "
                                + stored.digest().key().day())
                        .orElse("#" + number);
            case AuditSubject.Broadcast(long number) -> "#" + number;
            case AuditSubject.Someone(Platform platform, long userId) -> called(tx, platform, userId, tags);
            case AuditSubject.Cause(String name) -> name;
            case AuditSubject.Nothing() -> "";
        };
    }
}
