package digestbot.console;

import static digestbot.console.Forms.*;
import static j2html.TagCreator.*;

import digestbot.audience.Platform;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastAction;
import digestbot.broadcast.RecipientsText;
import digestbot.console.signin.SessionRegistry.Flash;
import digestbot.console.signin.SessionRegistry.Session;
import digestbot.database.Transaction;
import digestbot.delivery.fanout.RecipientFilter;
import digestbot.delivery.fanout.RecipientFilter.RecipientCount;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import io.javalin.http.Context;
import j2html.tags.DomContent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The form in which the recipients of a broadcast are chosen.
record RecipientsForm(Library library) {

    private static final RecipientsText TEXT = new RecipientsText(Texts.of("en"));
    private static final String PLATFORM = "platform";
    private static final String TOPIC = "topic";

    /// The form field with the version of the broadcast that the page shows.
    private static final String VERSION = "version";

    /// The last part of the address that counts the recipients that are being chosen.
    static final String COUNT = "/count";

    static final String COUNTED = "recipient-count";

    /// Buttons outside the form refer to this id.
    static final String ID = "recipients";

    static final Flash UNKNOWN = Flash.error("Unknown recipients. Choose them again.");

    DomContent of(Transaction tx, Broadcast broadcast, Session session) {
        RecipientFilter recipients = broadcast.recipients();
        Map<String, String> platforms = new LinkedHashMap<>();
        Platform.all().forEach(platform -> platforms.put(platform.id(), platform.title()));
        Map<String, String> topics = new LinkedHashMap<>();
        library.topics(tx).forEach(known -> topics.put(known.id(), known.name()));
        recipients.topic().ifPresent(own -> topics.putIfAbsent(own, library.topicName(tx, own)));
        return form(
                        session,
                        Paths.broadcast(broadcast.number(), BroadcastAction.RECIPIENTS),
                        hidden(VERSION, Long.toString(broadcast.version())),
                        choose(
                                PLATFORM,
                                "Platform",
                                platforms,
                                recipients.platform().map(Platform::id)),
                        choose(TOPIC, "Topic", topics, recipients.topic()),
                        normal("Apply"))
                .withId(ID)
                .attr("data-echo", Paths.broadcast(broadcast.number()) + COUNT)
                .attr("data-echo-to", COUNTED)
                .withClass("fields");
    }

    /// `choices` has the names by their values.
    private static DomContent choose(String name, String says, Map<String, String> choices, Optional<String> chosen) {
        return PageParts.field(
                says,
                select(
                                option("Any").withValue(""),
                                each(
                                        choices.entrySet(),
                                        choice -> option(choice.getValue())
                                                .withValue(choice.getKey())
                                                .withCondSelected(chosen.filter(choice.getKey()::equals)
                                                        .isPresent())))
                        .withName(name));
    }

    String summary(Transaction tx, RecipientCount counted, RecipientFilter recipients) {
        return TEXT.summary(counted, recipients, topicName(tx, recipients));
    }

    String describe(Transaction tx, RecipientFilter recipients) {
        return TEXT.describe(recipients, topicName(tx, recipients));
    }

    private Optional<String> topicName(Transaction tx, RecipientFilter recipients) {
        return recipients.topic().map(id -> library.topicName(tx, id));
    }

    /// The version that the submitted page showed, or -1.
    static long version(Context context) {
        return number(text(context, VERSION)).orElse(-1L);
    }

    static boolean isIn(Context context) {
        return context.formParam(PLATFORM) != null;
    }

    /// The submitted recipients; empty if a value is invalid. The topic may have no digests any
    /// more if it was chosen before.
    Optional<RecipientFilter> read(Transaction tx, Context context, RecipientFilter before) {
        String platform = text(context, PLATFORM).strip();
        Optional<Platform> knownPlatform = Platform.all().stream()
                .filter(each -> each.id().equals(platform))
                .findFirst();
        String topic = text(context, TOPIC).strip();
        Optional<String> knownTopic = Stream.concat(
                        library.topics(tx).stream().map(LibraryTopic::id), before.topic().stream())
                .filter(topic::equals)
                .findFirst();
        return Optional.of(new RecipientFilter(knownPlatform, knownTopic))
                .filter(_ -> platform.isEmpty() == knownPlatform.isEmpty() && topic.isEmpty() == knownTopic.isEmpty());
    }
}
