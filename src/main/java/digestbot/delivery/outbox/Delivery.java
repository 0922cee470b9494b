package digestbot.delivery.outbox;

import digestbot.audience.ReadingOptions;
import digestbot.content.Reader;
import digestbot.content.action.ReadAction;
import digestbot.delivery.api.Destination;
import digestbot.digest.DigestView;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// A due delivery to one chat, as read before it is claimed.
///
/// @param sent the number of its parts that have arrived
/// @param reader the reader whom the first claim fixes; empty before it, or if it shows no digests
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
        Optional<FittedReader> reader,
        Payload payload,
        Optional<String> edits,
        boolean combinable,
        Optional<Instant> quietUntil) {

    public Delivery withReader(FittedReader fitted) {
        return new Delivery(
                number,
                subscriber,
                to,
                cause,
                priority,
                attempts,
                claims,
                sent,
                Optional.of(fitted),
                payload,
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

        /// Digests for a subscription, and the reader with the current settings.
        sealed interface OfDigests extends Payload {

            Reader reader();

            /// The reading options of each digest of a combined message.
            default Map<Long, ReadingOptions> readings() {
                return Map.of();
            }

            List<DigestRevision> shown();
        }

        /// The overview of one digest.
        record SingleDigest(DigestRevision digest, Reader reader) implements OfDigests {

            @Override
            public List<DigestRevision> shown() {
                return List.of(digest);
            }

            @Override
            public List<String> views(int parts) {
                return IntStream.range(0, parts)
                        .mapToObj(
                                page -> new ReadAction.Show(digest.digest(), new DigestView.Overview(), page).encode())
                        .toList();
            }
        }

        record CombinedDigests(CombinedView view, Reader reader, Map<Long, ReadingOptions> readings)
                implements OfDigests {

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
