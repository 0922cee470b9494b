package digestbot.discord;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.chat.CommandHandler;
import digestbot.chat.CommandRequest;
import digestbot.chat.Reply;
import digestbot.chat.SuggestionProvider;
import digestbot.chat.SuggestionProvider.AutocompleteInput;
import digestbot.chat.SuggestionProvider.Suggestion;
import digestbot.chat.dispatch.RequestRateLimiter;
import digestbot.cluster.LeaderTerm;
import digestbot.cluster.LeaderTerm.TermEndedException;
import digestbot.concurrent.RunningCount;
import digestbot.content.Content;
import digestbot.content.TextShortener;
import digestbot.content.action.Action;
import digestbot.content.action.ActionSpec;
import digestbot.content.action.CommandOption;
import digestbot.content.action.CommandOption.SuggestionSource;
import digestbot.content.action.CommandOption.Values;
import digestbot.content.action.Invocation;
import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.delivery.api.Destination;
import digestbot.delivery.chats.ChatReachability;
import digestbot.delivery.files.FileMaker;
import digestbot.delivery.outbox.ReplyQueue;
import digestbot.delivery.outbox.ShownDigestStore;
import digestbot.discord.InteractionRequests.RequestResult;
import digestbot.i18n.Texts;
import digestbot.markdown.TextCleaner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.events.interaction.ModalInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.GenericComponentInteractionCreateEvent;
import net.dv8tion.jda.api.events.interaction.component.StringSelectInteractionEvent;
import net.dv8tion.jda.api.events.message.MessageReceivedEvent;
import net.dv8tion.jda.api.hooks.EventListener;
import net.dv8tion.jda.api.interactions.Interaction;
import net.dv8tion.jda.api.interactions.callbacks.IMessageEditCallback;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.interactions.commands.Command.Choice;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Handles each interaction in one write transaction on its own thread, and answers directly after
/// the commit.
final class InteractionListener implements EventListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InteractionListener.class);

    private final Database database;
    private final CommandHandler commandHandler;
    private final ChatReachability reachability;
    private final FileMaker files;
    private final DirectMessageChannels directMessages;
    private final DirectMessageReplies replies;
    private final LeaderTerm term;
    private final Duration deferAfter;
    private final InteractionRequests requests;
    private final RunningCount running = new RunningCount();
    private final ShownDigestStore views = new ShownDigestStore();
    private final Autocomplete autocomplete;
    private final RepeatedFailureLog failureLog = new RepeatedFailureLog(
            LOG,
            "storing a Discord command or button press failed; the user was asked to retry",
            "Discord commands and button presses work again");
    private final ScheduledExecutorService deferrals = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("discord-deferrals").factory());

    InteractionListener(
            Database database,
            CommandHandler commandHandler,
            SuggestionProvider suggestions,
            ChatReachability reachability,
            FileMaker files,
            ReplyQueue queue,
            DirectMessageChannels directMessages,
            LeaderTerm term,
            Duration deferAfter) {
        this.term = term;
        this.deferAfter = deferAfter;
        this.database = database;
        this.commandHandler = commandHandler;
        this.reachability = reachability;
        this.files = files;
        this.directMessages = directMessages;
        this.replies = new DirectMessageReplies(commandHandler, queue);
        this.requests = new InteractionRequests(commandHandler, directMessages);
        this.autocomplete = new Autocomplete(suggestions, requests, System::nanoTime);
    }

    /// Creates and discards an answer at startup. Otherwise the first answer would take more than
    /// one of the three seconds that Discord allows.
    void warmUp() {
        try {
            if (database.read(tx -> commandHandler.warmUp(tx, Platform.DISCORD))
                    instanceof Reply.PublicMessage(var content)) {
                DiscordMessage page = InteractionResponse.page(content.part(), 0);
                LOG.debug("warmed up: {}", page.payload());
            }
        } catch (RuntimeException e) {
            LOG.debug("warming up a response failed", e);
        }
    }

    void stop(Duration timeout) {
        running.stop(timeout);
    }

    @Override
    public void onEvent(GenericEvent event) {
        if ((event instanceof Interaction || event instanceof MessageReceivedEvent) && running.begin()) {
            try {
                handle(event);
            } finally {
                running.end();
            }
        }
    }

    private void handle(GenericEvent event) {
        switch (event) {
            case SlashCommandInteractionEvent slash -> command(slash);
            case ButtonInteractionEvent button -> press(button, button.getComponentId());
            case StringSelectInteractionEvent menu ->
                press(menu, menu.getValues().getFirst());
            case ModalInteractionEvent form ->
                handle(
                        form,
                        new InteractionResponse(form, Optional.empty(), false),
                        Invocation.typed(ModalForms.parse(form)));
            case CommandAutoCompleteInteractionEvent typing -> autocomplete.reply(typing);
            case MessageReceivedEvent received
            when DirectMessageReplies.isRequest(received.getMessage()) -> answer(received.getMessage());
            default -> {}
        }
    }

    private void command(SlashCommandInteractionEvent event) {
        Invocation invocation = Invocation.typed(SlashCommands.read(event));
        handle(event, new InteractionResponse(event, Optional.empty(), invocation.isPublic()), invocation);
    }

    private void press(GenericComponentInteractionCreateEvent event, String id) {
        Optional<Action> press = CustomIds.press(id);
        boolean alone = InteractionChat.isDirect(event) || event.getMessage().isEphemeral();
        Optional<IMessageEditCallback> edit = alone ? Optional.of(event) : Optional.empty();
        Invocation invocation = Invocation.pressed(press);
        handle(event, new InteractionResponse(event, edit, invocation.isPublic()), invocation);
    }

    private void handle(IReplyCallback event, InteractionResponse response, Invocation invocation) {
        Runnable cancelDeferral = defer(response, invocation);
        try {
            answer(event, response, invocation);
            failureLog.recovered();
        } catch (TermEndedException e) {
            // The process was suspended, and the node that serves Discord now receives the
            // interaction too.
            LOG.debug("an interaction is left to another node: {}", e.getMessage());
        } catch (InteractionResponse.ResponseRejectedException e) {
            LOG.error(
                    "{} (in response to {})",
                    e.getMessage(),
                    invocation.action().getClass().getSimpleName());
            reportFailure(event, response);
        } catch (RuntimeException e) {
            if (Database.isStorageFailure(e)) {
                failureLog.failed(e);
            } else {
                LOG.error("handling {} failed", invocation.action().getClass().getSimpleName(), e);
            }
            reportFailure(event, response);
        } finally {
            cancelDeferral.run();
        }
    }

    /// Schedules a deferral, and returns an action that cancels it. An answer that may be a modal
    /// is not deferred, because a modal cannot follow a deferral.
    private Runnable defer(InteractionResponse response, Invocation invocation) {
        if (invocation.action().mayAskForText()) {
            return () -> {};
        }
        var promise = deferrals.schedule(response::defer, deferAfter.toMillis(), TimeUnit.MILLISECONDS);
        return () -> promise.cancel(false);
    }

    private void answer(IReplyCallback event, InteractionResponse response, Invocation invocation) {
        switch (requests.of(event, invocation)) {
            case RequestResult.Ready(CommandRequest request, InteractionChat interactionChat) ->
                response.answer(
                        ask(event, request, interactionChat),
                        fileRequest -> database.read(
                                tx -> files.of(tx, request.origin().chat(), fileRequest)),
                        broadcast -> database.read(tx -> files.picture(tx, broadcast)));
            case RequestResult.RequestRejected(String reason) -> response.replyEphemeral(say(event, reason));
        }
    }

    private Reply ask(IReplyCallback event, CommandRequest request, InteractionChat interactionChat) {
        commandHandler.prepare(request.action(), request.person());
        return database.write(tx -> {
            term.verify(tx);
            if (interactionChat.writable()) {
                reachability.back(tx, interactionChat.origin().chat());
            }
            // Before the answer, because the command may delete the person's data.
            request.privateChat()
                    .ifPresent(chat -> directMessages.remember(
                            tx, request.person().userId(), chat.chat().id()));
            Reply reply = commandHandler.answer(tx, request);
            if (reply instanceof Reply.EditPressed(Content content, int page, String _)
                    && event instanceof GenericComponentInteractionCreateEvent pressed) {
                views.viewChanged(tx, request.origin().chat(), pressed.getMessageId(), content, page);
            }
            return reply;
        });
    }

    private void answer(Message message) {
        try {
            database.writeWithoutResult(tx -> {
                term.verify(tx);
                Destination chat = InteractionChat.privateChat(message.getChannelIdLong());
                reachability.back(tx, chat.chat());
                Person person = DirectMessageReplies.person(tx, message);
                directMessages.remember(tx, person.userId(), chat.chat().id());
                replies.answer(tx, person, message);
            });
            failureLog.recovered();
        } catch (TermEndedException e) {
            LOG.debug("a direct message is left to another node: {}", e.getMessage());
        } catch (RuntimeException e) {
            if (Database.isStorageFailure(e)) {
                failureLog.failed(e);
            } else {
                LOG.error("answering a direct message failed", e);
            }
        }
    }

    private static void reportFailure(IReplyCallback event, InteractionResponse response) {
        try {
            response.replyEphemeral(say(event, "something-wrong"));
        } catch (RuntimeException e) {
            LOG.warn("cannot report the failure either: {}", DiscordErrors.describe(e));
        }
    }

    private static String say(IReplyCallback event, String key) {
        return Texts.of(InteractionRequests.language(event)).format(key);
    }

    @Override
    public void close() {
        deferrals.shutdownNow();
    }

    private static final class Autocomplete {
        private static final int CHOICES = 25;

        /// A limit above the number of requests that a person can cause by typing.
        static final int MAX_PER_MINUTE = 240;

        private final SuggestionProvider suggestions;
        private final InteractionRequests requests;
        private final RequestRateLimiter<Long> limiter;
        private final RepeatedFailureLog failureLog = new RepeatedFailureLog(
                LOG, "making suggestions for Discord failed", "suggestions for Discord work again");

        Autocomplete(SuggestionProvider suggestions, InteractionRequests requests, LongSupplier nanoTime) {
            this.requests = requests;
            this.suggestions = suggestions;
            this.limiter = new RequestRateLimiter<>(MAX_PER_MINUTE, nanoTime);
        }

        void reply(CommandAutoCompleteInteractionEvent event) {
            List<Choice> choices;
            try {
                choices = suggestions(event).stream()
                        .filter(each ->
                                !each.value().isBlank() && each.value().length() <= Choice.MAX_STRING_VALUE_LENGTH)
                        .limit(CHOICES)
                        .map(Autocomplete::choice)
                        .toList();
                failureLog.recovered();
            } catch (RuntimeException e) {
                failureLog.failed(e);
                choices = List.of();
            }
            event.replyChoices(choices)
                    .queue(
                            _ -> {},
                            failure -> LOG.info(
                                    "sending suggestions to Discord failed: {}", DiscordErrors.describe(failure)));
        }

        private List<Suggestion> suggestions(CommandAutoCompleteInteractionEvent event) {
            if (!limiter.tryAcquire(event.getUser().getIdLong())) {
                return List.of();
            }
            String typed = TextCleaner.line(event.getFocusedOption().getValue());
            String topic = event.getOption(CommandOption.Kind.TOPIC.optionName(), "", OptionMapping::getAsString);
            return option(event)
                    .map(option -> suggestions.suggest(
                            requests.autocompletion(event, SlashCommands.read(event)),
                            new AutocompleteInput(option, typed, topic)))
                    .orElse(List.of());
        }

        private static Optional<SuggestionSource> option(CommandAutoCompleteInteractionEvent event) {
            return ActionSpec.command(event.getName())
                    .flatMap(command -> command.option(event.getFocusedOption().getName()))
                    .map(CommandOption::values)
                    .filter(Values.Suggested.class::isInstance)
                    .map(values -> ((Values.Suggested) values).source());
        }

        private static Choice choice(Suggestion suggestion) {
            String label = suggestion.label().isBlank() ? suggestion.value() : suggestion.label();
            return new Choice(TextShortener.shorten(Choice.MAX_NAME_LENGTH, label), suggestion.value());
        }
    }
}
