package digestbot.console;

import static digestbot.console.Forms.*;
import static digestbot.console.PageParts.*;
import static j2html.TagCreator.*;
import static j2html.TagCreator.a;
import static j2html.TagCreator.section;

import digestbot.audience.NameDisambiguator;
import digestbot.audience.Platform;
import digestbot.audience.RoleStore;
import digestbot.audience.RoleStore.RoleAssignment;
import digestbot.audience.audit.Actor;
import digestbot.audience.audit.ActorNames;
import digestbot.audience.audit.AuditStore;
import digestbot.audience.audit.AuditStore.AuditEntry;
import digestbot.audience.audit.AuditStore.AuditSubject;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.library.archive.Library;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import j2html.tags.DomContent;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The audit log, newest first.
record AuditPage(Database database, Library library, InstantSource clock) {

    private static final String PAGE = "page";
    private static final int PAGE_SIZE = 50;
    private static final RoleStore ROLES = new RoleStore();
    private static final ActorNames NAMES = new ActorNames();

    void add(RoutesConfig routes) {
        routes.get(Paths.AUDIT, this::show);
    }

    private void show(Context context) {
        int page = page(context, PAGE);
        PageLayout.show(
                context,
                Paths.AUDIT,
                "Audit log",
                database.<DomContent>read(tx -> each(
                        live("acts", section(table(tx, AuditStore.page(tx, PAGE_SIZE, page * PAGE_SIZE)))),
                        pages(
                                page,
                                (page + 1) * PAGE_SIZE < AuditStore.count(tx),
                                other -> Paths.AUDIT + "?" + PAGE + "=" + other))));
    }

    /// User ids are not shown; on Telegram they identify private chats.
    DomContent table(Transaction tx, List<AuditEntry> entries) {
        NameDisambiguator disambiguator = NameDisambiguator.of(Stream.concat(
                        entries.stream().flatMap(AuditPage::ids),
                        ROLES.all(tx).stream().map(RoleAssignment::userId))
                .toList());
        return DataTable.<AuditEntry>titled("Audit log")
                .moment("When", clock.instant(), AuditEntry::at)
                .text("Who", entry -> who(tx, entry.by(), disambiguator))
                .column("What", entry -> what(tx, entry, disambiguator))
                .of(entries, "No entries yet.");
    }

    private static Stream<Long> ids(AuditEntry entry) {
        Stream<Long> by =
                entry.by() instanceof Actor.ChatUser(Platform _, long userId) ? Stream.of(userId) : Stream.of();
        Stream<Long> about = entry.subject() instanceof AuditSubject.PersonSubject(Platform _, long userId)
                ? Stream.of(userId)
                : Stream.of();
        return Stream.concat(by, about);
    }

    private String who(Transaction tx, Actor actor, NameDisambiguator disambiguator) {
        return switch (actor) {
            case Actor.ChatUser(Platform platform, long userId) -> called(tx, platform, userId, disambiguator);
            case Actor.CommandLineUser() -> "command line";
            case Actor.ConsoleUser(Optional<String> name) ->
                name.map(known -> known + " (console)").orElse("console");
            case Actor.BotItself() -> "automatic";
        };
    }

    private String called(Transaction tx, Platform platform, long userId, NameDisambiguator disambiguator) {
        String id = platform.title() + " " + disambiguator.of(userId);
        return NAMES.name(tx, platform, userId).map(name -> name + ", " + id).orElse(id);
    }

    private DomContent what(Transaction tx, AuditEntry entry, NameDisambiguator disambiguator) {
        String about = about(tx, entry.subject(), disambiguator);
        String text = entry.action().label() + (about.isEmpty() ? "" : ": " + about);
        return switch (entry.subject()) {
            case AuditSubject.DigestSubject(long number) -> a(text).withHref(Paths.digest(number));
            case AuditSubject.BroadcastSubject(long number) -> a(text).withHref(Paths.broadcast(number));
            case AuditSubject.PersonSubject _, AuditSubject.FailureReason _, AuditSubject.NoSubject() -> span(text);
        };
    }

    private String about(Transaction tx, AuditSubject subject, NameDisambiguator disambiguator) {
        return switch (subject) {
            case AuditSubject.DigestSubject(long number) ->
                library.all()
                        .digest(tx, number)
                        .map(stored -> stored.digest().topic().name() + ", "
                                + date(stored.digest().key().day(), clock.instant()))
                        .orElse("#" + number);
            case AuditSubject.BroadcastSubject(long number) -> "#" + number;
            case AuditSubject.PersonSubject(Platform platform, long userId) ->
                called(tx, platform, userId, disambiguator);
            case AuditSubject.FailureReason(String name) -> name;
            case AuditSubject.NoSubject() -> "";
        };
    }
}
