package digestbot.delivery.outbox;

import digestbot.audience.ReadingOptions;
import digestbot.content.Reader;
import digestbot.content.action.ReadAction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.outbox.CombinedView.CombinedReader;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// A due delivery to one chat, as read before it is claimed.
///
/// @param sent the number of its parts that have arrived
/// @param renderer the renderer version of the first claim; empty if never claimed
/// @param combinable true if it may be combined with other deliveries that are due to its chat
/// @param quietUntil the end of the chat's quiet hours, if it falls into them and waits for that
public record Delivery(
        long number,
        long subscriber,
        Destination to,
        DeliveryCause cause,
        int priority,
        int attempts,
        long claims,
        int sent,
        OptionalInt renderer,
        Payload payload,
        Optional<String> edits,
        boolean combinable,
        Optional<Instant> quietUntil) {

    public Delivery withPayload(Payload other) {
        return new Delivery(
                number,
                subscriber,
                to,
                cause,
                priority,
                attempts,
                claims,
                sent,
                renderer,
                other,
                edits,
                combinable,
                quietUntil);
    }

    /// The key of the next claim of this delivery.
    public Claim.ClaimKey nextClaim() {
        return new Claim.ClaimKey(number, claims + 1, priority);
    }

    public boolean waitsForQuietHours() {
        return sent == 0 && quietUntil.isPresent();
    }

    public sealed interface Payload {

        /// The encoded view of each of its parts, for buttons and corrections.
        default List<String> views(int parts) {
            return Collections.nCopies(parts, "");
        }

        /// Digests for a subscription, whose reader the first claim fixes.
        sealed interface OfDigests extends Payload {

            Reader fixedReader();

            ReadingOptions reading(long digest);

            List<DigestRevision> shown();
        }

        /// One digest in one view.
        ///
        /// @param view the press that shows it; empty if the stored one cannot be read
        record SingleDigest(DigestRevision digest, Optional<ReadAction.Show> view, Reader reader) implements OfDigests {

            @Override
            public Reader fixedReader() {
                return reader;
            }

            @Override
            public ReadingOptions reading(long digest) {
                return reader.reading();
            }

            @Override
            public List<DigestRevision> shown() {
                return List.of(digest);
            }

            @Override
            public List<String> views(int parts) {
                return IntStream.range(0, parts)
                        .mapToObj(page -> new ReadAction.Show(digest.digest(), show().view(), page).encode())
                        .toList();
            }

            public ReadAction.Show show() {
                return view.orElseThrow(() ->
                        new IllegalStateException("the stored view of digest " + digest.digest() + " cannot be read"));
            }
        }

        record CombinedDigests(CombinedView view, CombinedReader reader) implements OfDigests {

            @Override
            public Reader fixedReader() {
                return reader.reader();
            }

            @Override
            public ReadingOptions reading(long digest) {
                return reader.of(digest);
            }

            @Override
            public List<DigestRevision> shown() {
                return view.digests();
            }

            @Override
            public List<String> views(int parts) {
                return List.of(view.encode());
            }
        }

        /// The delivery's own content, as JSON: one page of it, or all.
        record OwnContent(String content, OptionalInt page) implements Payload {}

        /// A correction of the messages of an earlier delivery.
        ///
        /// @param several the digests that a corrected combined delivery should show
        record MessageCorrection(
                DigestRevision digest,
                boolean withdraws,
                boolean visible,
                long corrects,
                Optional<CombinedView> several,
                Instant now)
                implements Payload {}

        record SharedContent(long number) implements Payload {}

        record SharedWithdrawal(long corrects, Instant now) implements Payload {}
    }

    /// A part: one message of a delivery, with its place from 0.
    public record Part(long delivery, int ordinal) {}
}
