package digestbot.discord;

import digestbot.chat.api.CommandOption;
import digestbot.chat.api.CommandOption.Values;
import digestbot.chat.api.CommandOptions;
import digestbot.chat.api.CommandSpec;
import digestbot.chat.api.Suggestions;
import digestbot.chat.api.Suggestions.AutocompleteInput;
import digestbot.chat.api.Suggestions.Suggestion;
import digestbot.chat.api.Suggestions.SuggestionSource;
import digestbot.chat.dispatch.RequestRateLimiter;
import digestbot.content.TextShortener;
import digestbot.database.RepeatedFailureLog;
import digestbot.markdown.TextCleaner;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.interactions.commands.Command.Choice;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Suggests option values while a person types.
final class Autocomplete {

    private static final Logger LOG = LoggerFactory.getLogger(Autocomplete.class);
    private static final int CHOICES = 25;

    /// The maximum number of requests per minute, which is more than a person can cause by typing.
    static final int MAX_PER_MINUTE = 240;

    private final Suggestions suggestions;
    private final InteractionRequests requests;
    private final RequestRateLimiter<Long> limiter;
    private final RepeatedFailureLog failureLog =
            new RepeatedFailureLog(LOG, "making suggestions for Discord failed", "suggestions for Discord work again");

    /// @param nanoTime a monotonic clock in nanoseconds
    Autocomplete(Suggestions suggestions, InteractionRequests requests, LongSupplier nanoTime) {
        this.requests = requests;
        this.suggestions = suggestions;
        this.limiter = new RequestRateLimiter<>(MAX_PER_MINUTE, nanoTime);
    }

    void reply(CommandAutoCompleteInteractionEvent event) {
        List<Choice> choices;
        try {
            choices = suggestions(event).stream()
                    .filter(each -> !each.value().isBlank() && each.value().length() <= Choice.MAX_STRING_VALUE_LENGTH)
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
                        failure ->
                                LOG.info("sending suggestions to Discord failed: {}", DiscordErrors.describe(failure)));
    }

    private List<Suggestion> suggestions(CommandAutoCompleteInteractionEvent event) {
        if (!limiter.tryAcquire(event.getUser().getIdLong())) {
            return List.of();
        }
        String typed = TextCleaner.line(event.getFocusedOption().getValue());
        String topic = event.getOption(CommandOptions.TOPIC.name(), "", OptionMapping::getAsString);
        return option(event)
                .map(option -> suggestions.suggest(
                        requests.autocompletion(event, SlashCommands.read(event)),
                        new AutocompleteInput(option, typed, topic)))
                .orElse(List.of());
    }

    /// The kind of suggestions for the focused option.
    private static Optional<SuggestionSource> option(CommandAutoCompleteInteractionEvent event) {
        return CommandSpec.find(event.getName())
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
