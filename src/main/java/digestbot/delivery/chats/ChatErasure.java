package digestbot.delivery.chats;

import digestbot.audience.Chat;
import digestbot.audience.Person;
import digestbot.audience.SubscriberStore;
import digestbot.database.ErasureStore;
import digestbot.database.Transaction;
import digestbot.delivery.chats.ChatErasureStore.PlatformUser;
import digestbot.library.search.SavedSearchStore;
import digestbot.vote.VoteService;
import java.time.InstantSource;

public final class ChatErasure {

    private final SubscriberStore subscribers = new SubscriberStore();
    private final ChatErasureStore store = new ChatErasureStore();
    private final SavedSearchStore searches = new SavedSearchStore();
    private final ErasureStore erasure = new ErasureStore();
    private final VoteService votes;
    private final InstantSource clock;

    public ChatErasure(VoteService votes, InstantSource clock) {
        this.votes = votes;
        this.clock = clock;
    }

    /// Deletes all stored data of the chat. A reply that is queued later in the same transaction is
    /// still sent; [SilentChats] removes its traces.
    ///
    /// @param language the language of the reply, an IETF tag
    public void forget(Transaction transaction, Chat chat, String language) {
        subscribers
                .find(transaction, chat.platform(), chat.id())
                .ifPresent(known -> store.forget(transaction, known.number(), clock.instant()));
        searches.forgetChat(transaction, chat.platform().id(), chat.id());
        erasure.recordDeletion(transaction, clock.instant());
        store.leave(transaction, chat, language, clock.instant());
    }

    /// Deletes all stored data of the person, also the votes that are still stored under their hash.
    public void forget(Transaction transaction, Person person) {
        erasure.recordDeletion(transaction, clock.instant());
        votes.forget(transaction, person);
        store.forgetPerson(transaction, new PlatformUser(person.platform().id(), person.userId()));
    }
}
