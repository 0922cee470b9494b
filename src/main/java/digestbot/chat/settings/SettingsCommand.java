package digestbot.chat.settings;

import digestbot.audience.PerspectiveChoice;
import digestbot.audience.SubscriberStore.MentionedRole;
import digestbot.chat.ChatSubscriptions;
import digestbot.chat.CommandContext;
import digestbot.chat.Placement;
import digestbot.chat.Reply;
import digestbot.chat.ReplyFactory;
import digestbot.chat.SubscriptionText;
import digestbot.chat.TopicKeyboard;
import digestbot.chat.UsualPublicationTimes;
import digestbot.chat.settings.Scope.ChosenTopic;
import digestbot.content.Content;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SettingsAction.Screen;
import digestbot.content.action.SubscribeAction;
import digestbot.content.views.StyleRegistry;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The settings of a chat. Each screen replaces the previous one.
public final class SettingsCommand {

    private final Library library;
    private final ChatSubscriptions chats;
    private final ChatScreens chatScreens;
    private final TopicScreens topicScreens;
    private final TopicKeyboard topics;

    public SettingsCommand(
            Library library,
            SubscriptionService subscriptions,
            StyleRegistry styles,
            UsualPublicationTimes usualTimes) {
        this.library = library;
        this.chats = new ChatSubscriptions(library, subscriptions);
        var subscriptionText = new SubscriptionText(library, styles, subscriptions);
        this.chatScreens = new ChatScreens(library, subscriptionText);
        this.topicScreens =
                new TopicScreens(library, styles, subscriptionText, new SubscriptionStatus(library, usualTimes));
        this.topics = new TopicKeyboard(library, chats);
    }

    public Reply answer(CommandContext context, SettingsAction action) {
        var chat = new Scope(chats, context, Optional.empty());
        return switch (action) {
            case SettingsAction.SetTimeZone(String name) -> new Reply.EphemeralMessage(zone(chat, name));
            case SettingsAction.StopDeliveries() -> Placement.screen(context, stop(chat));
            case SettingsAction.ResumeDeliveries() -> Placement.screen(context, resume(chat));
            case SettingsAction.ShowSettings(int page) ->
                Placement.screen(
                        context,
                        page > 0 ? chatScreens.topics(chat, page - 1).draw(chat) : show(chat, Screen.OVERVIEW));
            case SettingsAction.TypedSettings(String role, String name) ->
                Placement.screen(context, typed(chat, role, name));
            case SettingsAction.TypedLanguage() -> Placement.screen(context, show(chat, Screen.LANGUAGE));
            case SettingsAction.Close() -> replace(chat, chatScreens.closed(chat));
            case SettingsAction.Open(long topic, Screen screen) ->
                about(chat, topic, screen, screen.needsZone(), scope -> replace(scope, settings(scope, screen)));
            case SettingsAction.OpenForDigest(long digest) -> ofDigest(chat, digest);
            case SettingsAction.Choose choice -> choose(chat, choice);
            case SettingsAction.PerspectivePress perspective -> perspective(chat, perspective);
            case SettingsAction.ShowCities(int page, SettingsAction.Open after) ->
                replace(chat, TimeZoneScreens.cities(chat, page, after));
            case SettingsAction.SetZone(ZoneId zone, SettingsAction.Open after) ->
                new Reply.EditPressed(chooseZone(chat, zone, after));
        };
    }

    private static Reply replace(Scope scope, SettingsScreen screen) {
        return new Reply.EditPressed(screen.draw(scope));
    }

    private Content show(Scope scope, Screen screen) {
        return settings(scope, screen).draw(scope);
    }

    private SettingsScreen settings(Scope scope, Screen screen) {
        return switch (screen) {
            case OVERVIEW -> chatScreens.overview(scope);
            case WHEN -> chatScreens.when(scope);
            case MORE -> ChatScreens.more(scope);
            case LANGUAGE -> ChatScreens.language(scope);
            case QUIET -> ChatScreens.quiet(scope);
            case QUIET_FROM -> ChatScreens.quietFrom(scope);
            case QUIET_UNTIL -> ChatScreens.quietUntil(scope);
            case TOPIC -> topicScreens.topic(scope);
            case LENGTH -> topicScreens.length(scope);
            case FIRST -> topicScreens.first(scope);
            case PERSPECTIVES -> topicScreens.perspectives(scope);
            case SCHEDULE -> topicScreens.schedule(scope);
            case TIME -> topicScreens.time(scope);
            case DAYS -> topicScreens.days(scope);
        };
    }

    private Content typed(Scope chat, String role, String name) {
        if (role.isEmpty() || !Settings.hasRoles(chat)) {
            return show(chat, Screen.OVERVIEW);
        }
        var mentioned = new MentionedRole(Long.parseUnsignedLong(role), name);
        return show(Settings.mention(chat, Optional.of(mentioned)), Screen.MORE);
    }

    /// Answers about the chat (`number` is 0) or the subscription to a topic. Asks for the time zone
    /// first where the answer is about local times.
    private Reply about(Scope chat, long number, Screen screen, boolean needsZone, Function<Scope, Reply> answer) {
        Optional<Scope> scope = scope(chat, number, screen);
        if (scope.isPresent()) {
            return needsZone && !chat.preferences().hasZone()
                    ? replace(chat, TimeZoneScreens.cities(chat, 0, new SettingsAction.Open(number, screen.withZone())))
                    : answer.apply(scope.get());
        }
        return library.topic(chat.transaction(), number)
                .<Reply>map(topic -> new Reply.EditPressed(topics.pageWith(chat.context(), topic)))
                .orElseGet(() -> chat.context().toast("topic-gone"));
    }

    /// The scope of a screen; empty without a subscription to its topic.
    private Optional<Scope> scope(Scope chat, long number, Screen screen) {
        return number == 0 && !screen.needsTopic()
                ? Optional.of(chat)
                : library.topic(chat.transaction(), number).flatMap(topic -> ofTopic(chat, topic));
    }

    /// The subscription to the topic; empty if there is none.
    private Optional<Scope> ofTopic(Scope chat, LibraryTopic topic) {
        return chats.to(chat.transaction(), chat.chat(), topic.id())
                .map(found -> new Scope(chats, chat.context(), Optional.of(new ChosenTopic(topic, found))));
    }

    private Optional<LibraryTopic> topic(Scope chat, StoredDigest stored) {
        return library.topic(chat.transaction(), stored.digest().topic().id());
    }

    /// The pressed message shows the digest, and stays.
    private Reply ofDigest(Scope chat, long digest) {
        return library.digest(chat.transaction(), digest)
                .flatMap(stored -> topic(chat, stored))
                .<Reply>map(topic -> new Reply.EphemeralMessage(ofTopic(chat, topic)
                        .map(scope -> show(scope, Screen.TOPIC))
                        .orElseGet(() -> topics.pageWith(chat.context(), topic))))
                .orElseGet(() -> chat.context().unavailable(library, digest));
    }

    private Reply choose(Scope chat, SettingsAction.Choose choice) {
        Optional<Setting<?>> found = Settings.find(choice.setting());
        if (found.isEmpty()) {
            return replace(chat, chatScreens.overview(chat));
        }
        Setting<?> setting = found.get();
        boolean none = choice.value().equals(Settings.NONE);
        return about(chat, choice.topic(), setting.screen(), setting.screen().needsZone() && !none, scope -> {
            if (setting.equals(Settings.DAYS) && none) {
                return scope.context().toast("last-day");
            }
            Scope changed = setting.choose(scope, choice.value()).orElse(scope);
            if (choice.setting().equals(SettingsAction.Choose.FIRST_LENGTH)) {
                return replace(chat, topicScreens.schedule(chat));
            }
            boolean leavesTime = setting.equals(Settings.TIME) && none;
            return replace(changed, settings(changed, leavesTime ? Screen.SCHEDULE : setting.screen()));
        });
    }

    /// The press contains the digest's number, so the ordinal identifies the perspective.
    private Reply perspective(Scope chat, SettingsAction.PerspectivePress press) {
        Optional<StoredDigest> stored = library.digest(chat.transaction(), press.digest())
                .filter(known -> press.ordinal() < known.digest().perspectives().size());
        Optional<LibraryTopic> topic = stored.flatMap(known -> topic(chat, known));
        if (topic.isEmpty()) {
            return chat.context().unavailable(library, press.digest());
        }
        return ofTopic(chat, topic.get())
                .map(scope -> perspective(scope, stored.orElseThrow().digest(), press))
                .orElseGet(() -> new Reply.EditPressed(topics.pageWith(chat.context(), topic.get())));
    }

    /// A perspective of the digest is taken in as the last one, left out, or comes first. Removing
    /// a perspective stores an explicit list of the remaining ones; otherwise perspectives that are
    /// added to the topic later are included. The last one stays: no perspective would mean all.
    private Reply perspective(Scope scope, Digest digest, SettingsAction.PerspectivePress press) {
        List<String> ids = digest.perspectives().stream().map(Perspective::id).toList();
        String perspective = ids.get(press.ordinal());
        PerspectiveChoice before = scope.reading().perspectives();
        boolean moves = press instanceof SettingsAction.PerspectiveFirst;
        PerspectiveChoice after = switch (press) {
            case SettingsAction.SetPerspective(long _, int _, boolean wanted) ->
                wanted ? before.with(perspective) : before.without(perspective, ids);
            case SettingsAction.PerspectiveFirst _ -> before.first(perspective, ids);
        };
        if (!moves && after.isAll() && !before.isAll()) {
            return scope.context().toast("last-perspective");
        }
        Scope changed = scope.with(scope.reading().withPerspectives(after));
        return replace(changed, moves ? topicScreens.first(changed) : topicScreens.perspectives(changed));
    }

    private Content zone(Scope chat, String name) {
        String typed = ReplyFactory.quoteInput(name);
        if (typed.isEmpty()) {
            return TimeZoneScreens.cities(chat, 0, TimeZoneScreens.OVERVIEW).draw(chat);
        }
        List<ZoneId> named = TimeZones.named(typed);
        return named.size() == 1
                ? chooseZone(chat, named.getFirst(), TimeZoneScreens.OVERVIEW)
                : TimeZoneScreens.question(chat, typed, named).draw(chat);
    }

    private Content chooseZone(Scope chat, ZoneId zone, SettingsAction.Open after) {
        Scope changed = chat.with(chat.preferences().withZone(zone));
        return scope(changed, after.topic(), after.screen())
                .map(scope -> show(scope, after.screen()))
                .orElseGet(() -> show(changed, Screen.OVERVIEW));
    }

    /// Stops all deliveries to the chat; its settings are kept.
    private static Content stop(Scope chat) {
        Texts texts = chat.texts();
        return chat.subscriptions().stop(chat.transaction(), chat.chat())
                ? ReplyFactory.text(
                        texts.format("stopped"),
                        ReplyFactory.button(texts, "resume-button", new SettingsAction.ResumeDeliveries()),
                        ReplyFactory.button(texts, "settings-button", new SettingsAction.ShowSettings()))
                : ReplyFactory.text(
                        texts.format("nothing-to-stop"),
                        ReplyFactory.button(texts, "topics-button", new SubscribeAction.ShowTopics(0)));
    }

    private static Content resume(Scope chat) {
        Texts texts = chat.texts();
        chat.subscriptions().resume(chat.transaction(), chat.chat());
        return ReplyFactory.text(
                texts.format("resumed"),
                ReplyFactory.button(texts, "settings-button", new SettingsAction.ShowSettings()),
                ReplyFactory.button(texts, "topics-button", new SubscribeAction.ShowTopics(0)));
    }
}
