package digestbot.chat;

/// The features of a chat, and who sees an answer in it.
///
/// @param privateAnswers true if this answer can be shown to the person alone although others read
///     the chat
/// @param sharing true if the person can show to everybody in the chat what this answer shows to
///     them alone, because they may send messages there
/// @param pins true if messages can be pinned in it
public record ChatFeatures(PlaceLabels places, boolean privateAnswers, boolean sharing, boolean pins) {

    public static final ChatFeatures PLAIN = new ChatFeatures(PlaceLabels.CHANNEL);

    /// The text keys of a chat's delivery places, as its platform names them.
    ///
    /// @param chat the chat outside its threads
    public record PlaceLabels(String chat, String thisThread, String otherThread, String deliverToChatLabel) {

        /// A Telegram group; only a forum has several places.
        public static final PlaceLabels FORUM =
                new PlaceLabels("place-general", "place-this-topic", "place-other-topic", "deliver-to-general-button");

        /// A Discord channel with threads.
        public static final PlaceLabels CHANNEL = new PlaceLabels(
                "place-channel", "place-this-thread", "place-other-thread", "deliver-to-channel-button");

        /// A Discord forum. A digest for the forum itself, outside its posts, becomes a new post.
        public static final PlaceLabels POSTS =
                new PlaceLabels("place-posts", "place-this-post", "place-other-post", "deliver-as-posts-button");
    }

    /// The features of a chat in which everybody reads all answers.
    public ChatFeatures(PlaceLabels places) {
        this(places, false, false, false);
    }

    public ChatFeatures withPrivateAnswers(boolean possible) {
        return new ChatFeatures(places, possible, sharing, pins);
    }

    public ChatFeatures withSharing(boolean possible) {
        return new ChatFeatures(places, privateAnswers, possible, pins);
    }

    public ChatFeatures withPins(boolean possible) {
        return new ChatFeatures(places, privateAnswers, sharing, possible);
    }
}
