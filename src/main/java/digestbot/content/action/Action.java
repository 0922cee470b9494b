package digestbot.content.action;

import digestbot.audience.Permission;
import java.util.Optional;

/// Something that a person asks the bot for by a command or by a button.
///
/// The [Form] of each record says how to ask for it. A new command or button needs a record here, a
/// handler and its texts. The help lists commands in the order of the records.
///
/// A button's data carries the action in at most 60 bytes of ASCII, and must stay readable after
/// upgrades. Digests, topics, broadcasts and listed words are identified by their numbers. Pages
/// and ordinals count from 0. Options that a command leaves out are empty strings.
public sealed interface Action
        permits ReadAction,
                SubscribeAction,
                WordAction,
                SettingsAction,
                DataAction,
                MistakeAction,
                ChatAction,
                BroadcastRequest,
                OperatorAction,
                Action.Linkable {

    /// An action that a link may trigger, because it changes nothing.
    sealed interface Linkable extends Action
            permits ReadAction.ShowToday,
                    ReadAction.ShowLatest,
                    ReadAction.Search,
                    ReadAction.ShowMissed,
                    ReadAction.Show,
                    ReadAction.ShowSeparately,
                    ReadAction.ShowMenu,
                    ReadAction.SearchResults,
                    ReadAction.ShowDay,
                    SubscribeAction.ShowTopics,
                    WordAction.AskForWords,
                    BroadcastRequest.AskForBroadcast,
                    MistakeAction.ReportMistake,
                    MistakeAction.ReportMistakeIn,
                    ChatAction.ShowHelp {

        /// The prefix of a payload that proves who owns a bot while it is being set up.
        String OWNER_CODE = "owner_";

        /// The payload of a link that triggers the action: its data with `-` for `:`.
        default String payload() {
            return encode().replace(':', '-');
        }

        /// The action that the payload triggers; empty if there is none.
        static Optional<Linkable> fromPayload(String payload) {
            return ActionSpec.decode(payload.replace('-', ':'))
                    .filter(Linkable.class::isInstance)
                    .map(Linkable.class::cast);
        }
    }

    /// The action that a written answer stands for; empty if the question asks for no text.
    static Optional<Action> answering(Action question, String text) {
        return switch (question) {
            case MistakeAction.ReportMistake(long digest, var shown) ->
                answering(new MistakeAction.ReportMistakeIn(digest, shown), text);
            case MistakeAction.ReportMistakeIn about ->
                Optional.of(new MistakeAction.Mistake(Optional.of(about), text));
            case ReadAction.Search _ -> Optional.of(new ReadAction.Search(text));
            case WordAction.AskForWords asked -> Optional.of(asked.with(text));
            case BroadcastRequest.AskForBroadcast() -> Optional.of(new BroadcastRequest.WriteBroadcast(text));
            default -> Optional.empty();
        };
    }

    default boolean mayAskForText() {
        return switch (this) {
            case ReadAction.Search search -> search.words().isBlank();
            case MistakeAction.Mistake mistake -> mistake.words().isBlank();
            case MistakeAction.ReportMistake _, MistakeAction.ReportMistakeIn _ -> true;
            case BroadcastRequest.WriteBroadcast broadcast -> broadcast.text().isBlank();
            case WordAction.Follow follow -> follow.words().isBlank();
            case WordAction.Mute mute -> mute.words().isBlank();
            case WordAction.AskForWords _, BroadcastRequest.AskForBroadcast _ -> true;
            default -> false;
        };
    }

    default Permission permission() {
        return ActionSpec.of(this).permission();
    }

    default String encode() {
        return ActionSpec.encode(this);
    }
}
