package digestbot.discord;

import digestbot.command.Command;
import digestbot.command.Command.Target;
import digestbot.command.Reply;
import digestbot.command.Request;
import digestbot.command.Suggestions.Suggestion;
import digestbot.delivery.Destination;
import digestbot.edition.Press;
import digestbot.subscription.Person;
import digestbot.subscription.Platform;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.GenericComponentInteractionCreateEvent;
import net.dv8tion.jda.api.events.interaction.component.StringSelectInteractionEvent;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.hooks.EventListener;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import net.dv8tion.jda.api.interactions.Interaction;
import net.dv8tion.jda.api.interactions.callbacks.IMessageEditCallback;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.interactions.commands.Command.Choice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns commands, presses and half-typed options into requests, and answers them.
///
/// Each is carried out in one write transaction on a thread of its own, and answered at once.
final class DiscordInteractions implements EventListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DiscordInteractions.class);

    /// Half of what Discord allows, as the promise has a way to go too.
    private static final long PATIENCE_MILLIS = 1_500;

    private static final int CHOICES = 25;

    private final Backstage backstage;
    private final ScheduledExecutorService promises = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("discord-promises").factory());

    DiscordInteractions(Backstage backstage) {
        this.backstage = backstage;
    }

    @Override
    public void onEvent(GenericEvent event) {
        switch (event) {
            case SlashCommandInteractionEvent slash -> command(slash);
            case ButtonInteractionEvent button -> press(button, button.getComponentId());
            case StringSelectInteractionEvent menu ->
                press(menu, menu.getValues().getFirst());
            case CommandAutoCompleteInteractionEvent typing -> suggest(typing);
            default -> {}
        }
    }

    private void command(SlashCommandInteractionEvent event) {
        Command command = SlashCommands.read(event);
        boolean visible = command instanceof Command.Today || command instanceof Command.Perspective;
        take(event, new Turn(event, Optional.empty(), visible), command);
    }

    private void press(GenericComponentInteractionCreateEvent event, String id) {
        Optional<Press> press = CustomIds.press(id);
        boolean alone = !event.isFromGuild() || event.getMessage().isEphemeral();
        Optional<IMessageEditCallback> edit = alone ? Optional.of(event) : Optional.empty();
        take(event, new Turn(event, edit, false), new Command.Pressed(press));
    }

    private void take(IReplyCallback event, Turn turn, Command command) {
        ScheduledFuture<?> promise = promises.schedule(turn::promise, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        try {
            answer(event, turn, command);
        } catch (Turn.Refused e) {
            LOG.error("{} in answer to {}", e.getMessage(), command.getClass().getSimpleName());
            apologise(event, turn);
        } catch (RuntimeException e) {
            LOG.error("cannot answer {}", command.getClass().getSimpleName(), e);
            apologise(event, turn);
        } finally {
            promise.cancel(false);
        }
    }

    private void answer(IReplyCallback event, Turn turn, Command given) {
        Whereabouts where = Whereabouts.of(event);
        Command command = settled(given, where);
        Optional<Destination> direct = where.direct() ? Optional.of(where.from()) : Optional.empty();
        switch (target(command)) {
            case HERE -> {
                if (!where.writable() && where.manager()) {
                    turn.tell(say(event, Phrase.CANNOT_WRITE_HERE));
                    return;
                }
            }
            case ME -> {
                direct = direct.or(() -> open(event));
                if (direct.isEmpty()) {
                    turn.tell(say(event, Phrase.DIRECT_MESSAGES_CLOSED));
                    return;
                }
            }
            case DEFAULT -> {}
        }
        var request = new Request(person(event), where.from(), where.manager(), direct, command);
        Reply reply = backstage.database().write(tx -> {
            if (where.writable()) {
                backstage.reachability().back(tx, where.from().chat());
            }
            return backstage.answering().answer(tx, request);
        });
        turn.answer(reply);
    }

    /// Decides where a subscription goes if the person didn't: here where they may, else to them.
    private static Command settled(Command command, Whereabouts where) {
        Target usual = !where.direct() && where.writable() && where.manager() ? Target.HERE : Target.ME;
        return switch (command) {
            case Command.Subscribe(String topic, Target to)
            when to == Target.DEFAULT -> new Command.Subscribe(topic, usual);
            case Command.Unsubscribe(String topic, Target to)
            when to == Target.DEFAULT -> new Command.Unsubscribe(topic, usual);
            default -> command;
        };
    }

    private static Target target(Command command) {
        return switch (command) {
            case Command.Subscribe(String _, Target to) -> to;
            case Command.Unsubscribe(String _, Target to) -> to;
            default -> Target.DEFAULT;
        };
    }

    /// The person's direct messages with the bot; empty if they let it have none.
    private static Optional<Destination> open(Interaction event) {
        try {
            long channel = event.getJDA()
                    .openPrivateChannelById(event.getUser().getIdLong())
                    .complete()
                    .getIdLong();
            return Optional.of(Whereabouts.privateChat(channel));
        } catch (ErrorResponseException e) {
            if (e.isServerError()) {
                throw e;
            }
            LOG.info("a person has no direct messages for us: {}", DiscordErrors.describe(e));
            return Optional.empty();
        }
    }

    private void suggest(CommandAutoCompleteInteractionEvent event) {
        List<Choice> choices;
        try {
            choices = SlashCommands.suggest(event, backstage.suggestions()).stream()
                    .filter(each -> !each.value().isBlank() && each.value().length() <= Choice.MAX_STRING_VALUE_LENGTH)
                    .limit(CHOICES)
                    .map(DiscordInteractions::choice)
                    .toList();
        } catch (RuntimeException e) {
            LOG.error("cannot suggest anything", e);
            choices = List.of();
        }
        event.replyChoices(choices)
                .queue(_ -> {}, failure -> LOG.info("suggested in vain: {}", DiscordErrors.describe(failure)));
    }

    private static Choice choice(Suggestion suggestion) {
        String label = suggestion.label().isBlank() ? suggestion.value() : suggestion.label();
        return new Choice(
                label.length() <= Choice.MAX_NAME_LENGTH ? label : label.substring(0, Choice.MAX_NAME_LENGTH),
                suggestion.value());
    }

    private static void apologise(IReplyCallback event, Turn turn) {
        try {
            turn.tell(say(event, Phrase.SOMETHING_WRONG));
        } catch (RuntimeException e) {
            LOG.warn("cannot even say that something went wrong: {}", DiscordErrors.describe(e));
        }
    }

    private static Person person(Interaction event) {
        return new Person(Platform.DISCORD, event.getUser().getIdLong(), language(event));
    }

    private static String say(Interaction event, Phrase phrase) {
        return Words.of(language(event)).say(phrase);
    }

    private static String language(Interaction event) {
        DiscordLocale locale = event.getUserLocale();
        return locale == DiscordLocale.UNKNOWN ? DiscordLocale.ENGLISH_US.getLocale() : locale.getLocale();
    }

    @Override
    public void close() {
        promises.shutdownNow();
    }
}
