package digestbot.vote;

import digestbot.audience.Person;
import digestbot.database.Transaction;
import digestbot.vote.VoteStore.Ballot;
import digestbot.vote.VoteStore.PersonalVote;
import digestbot.vote.VoteStore.VoteKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Counts the votes of persons, of whom only hashes are stored.
public final class VoteService {

    private final VoteStore store = new VoteStore();
    private final VoterHashes hashes;

    public enum CastResult {
        COUNTED,
        CHANGED,
        UNCHANGED,
        CLOSED
    }

    /// A vote that a person cast, and the votes on the digest, with this one if it counts.
    public record CastVote(CastResult result, VoteCount count) {

        /// The votes, if the person may see them: their own vote is among them, and there are
        /// enough.
        public Optional<VoteCount> shown() {
            return result == CastResult.CLOSED ? Optional.empty() : count.ifAtLeast(VoteCount.MIN_FOR_READERS);
        }
    }

    public VoteService(VoterHashes hashes) {
        this.hashes = hashes;
    }

    public CastVote cast(Transaction transaction, Person person, long digest, Vote vote, Instant now) {
        Ballot ballot = store.ballot(transaction, digest);
        CastResult result = cast(transaction, person, ballot, vote, now);
        return new CastVote(result, store.count(transaction, ballot.digest()));
    }

    private CastResult cast(Transaction transaction, Person person, Ballot ballot, Vote vote, Instant now) {
        if (!now.isBefore(ballot.closesAt())) {
            return CastResult.CLOSED;
        }
        String voter = hashes.of(person, ballot.digest());
        Optional<Vote> before = store.vote(transaction, ballot.digest(), voter);
        if (before.filter(vote::equals).isPresent()) {
            return CastResult.UNCHANGED;
        }
        if (before.isPresent()) {
            store.remove(transaction, List.of(new VoteKey(ballot.digest(), voter)));
        }
        store.add(transaction, ballot, voter, vote);
        return before.isPresent() ? CastResult.CHANGED : CastResult.COUNTED;
    }

    public List<PersonalVote> of(Transaction transaction, Person person) {
        return store.personalVotes(transaction, keys(transaction, person));
    }

    /// Deletes the person's votes that are still stored, and no longer counts them. Otherwise the
    /// person could vote on the same digests again and would be counted twice.
    public void forget(Transaction transaction, Person person) {
        store.remove(transaction, keys(transaction, person));
    }

    private List<VoteKey> keys(Transaction transaction, Person person) {
        return store.unfinished(transaction).stream()
                .map(ballot -> new VoteKey(ballot, hashes.of(person, ballot)))
                .toList();
    }
}
