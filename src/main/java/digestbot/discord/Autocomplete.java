package digestbot.discord;

import digestbot.command.CommandName;
import digestbot.command.RateLimiter;
import digestbot.command.Suggestions;
import digestbot.command.Suggestions.Suggestion;
import digestbot.database.Outage;
import digestbot.edition.Shortened;
import java.util.List;
import java.util.function.LongSupplier;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.interactions.commands.Command.Choice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Offers what an option may be while a person types it.
final class Autocomplete {

    private static final Logger LOG = LoggerFactory.getLogger(Autocomplete.class);
    private static final int CHOICES = 25;

    /// More than anybody types.
    static final int A_MINUTE = 240;

    private final Suggestions suggestions;
    private final RateLimiter<Long> limiter;
    private final Outage outage = new Outage(LOG, "cannot suggest anything on Discord", "suggestions work again");

    /// @param nanoTime nanoseconds that only grow
    Autocomplete(Suggestions suggestions, LongSupplier nanoTime) {
        this.suggestions = suggestions;
        this.limiter = new RateLimiter<>(A_MINUTE, nanoTime);
    }

    void suggest(CommandAutoCompleteInteractionEvent event) {
        List<Choice> choices;
        try {
            choices = suggestions(event).stream()
                    .filter(each -> !each.value().isBlank() && each.value().length() <= Choice.MAX_STRING_VALUE_LENGTH)
                    .limit(CHOICES)
                    .map(Autocomplete::choice)
                    .toList();
            outage.worked();
        } catch (RuntimeException e) {
            outage.failed(e);
            choices = List.of();
        }
        event.replyChoices(choices)
                .queue(_ -> {}, failure -> LOG.info("suggested in vain: {}", DiscordErrors.describe(failure)));
    }

    private List<Suggestion> suggestions(CommandAutoCompleteInteractionEvent event) {
        if (!limiter.tryAcquire(event.getUser().getIdLong())) {
            return List.of();
        }
        String typed = event.getFocusedOption().getValue();
        String topic = SlashCommands.option(event, SlashCommands.TOPIC);
        boolean held = event.getName().equals(CommandName.RELEASE.id());
        return switch (event.getFocusedOption().getName()) {
            case SlashCommands.TOPIC -> held ? suggestions.heldTopics(typed) : suggestions.topics(typed);
            case SlashCommands.SIDE -> suggestions.sides(topic, typed, Requests.language(event));
            case SlashCommands.PLACE -> suggestions.zones(typed);
            case SlashCommands.DATE -> held ? suggestions.heldDates(topic, typed) : suggestions.dates(topic, typed);
            case SlashCommands.FROM, SlashCommands.UNTIL -> suggestions.dates(topic, typed);
            default -> List.of();
        };
    }

    private static Choice choice(Suggestion suggestion) {
        String label = suggestion.label().isBlank() ? suggestion.value() : suggestion.label();
        return new Choice(Shortened.to(Choice.MAX_NAME_LENGTH, label), suggestion.value());
    }
}
