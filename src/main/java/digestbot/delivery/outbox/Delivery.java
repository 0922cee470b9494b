package digestbot.delivery.outbox;

import digestbot.action.ReadAction;
import digestbot.audience.QuietHours;
import digestbot.audience.ReadingOptions;
import digestbot.content.Reader;
import digestbot.delivery.api.Destination;
import digestbot.delivery.outbox.CombinedView.CombinedReader;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// A due delivery to one chat, as read before it is claimed.
///
/// @param sent the number of its parts that have arrived
/// @param combinable true if it may be combined with other deliveries that are due to its chat
public record Delivery(
        long number,
        long subscriber,
        Destination to,
        DeliveryCause cause,
        int attempts,
        long claims,
        int sent,
        Payload payload,
        Optional<String> edits,
        boolean combinable,
        QuietHoursDecision quietHours) {

    public Delivery withPayload(Payload other) {
        return new Delivery(
                number, subscriber, to, cause, attempts, claims, sent, other, edits, combinable, quietHours);
    }

    public boolean waitsForQuietHours() {
        return sent == 0 && quietHours.until().isPresent();
    }

    public sealed interface Payload {

        /// The reader, if the first claim fixes it.
        default Optional<Reader> fixedReader() {
            return switch (this) {
                case SingleDigest edition -> Optional.of(edition.reader());
                case CombinedDigests several -> Optional.of(several.reader().reader());
                case OwnContent _, SharedContent _, MessageCorrection _, SharedWithdrawal _ -> Optional.empty();
            };
        }

        default Optional<ReadingOptions> reading(long digest) {
            return switch (this) {
                case SingleDigest edition -> Optional.of(edition.reader().reading());
                case CombinedDigests several -> Optional.of(several.reader().of(digest));
                case OwnContent _, SharedContent _, MessageCorrection _, SharedWithdrawal _ -> Optional.empty();
            };
        }

        default List<DigestRevision> shown() {
            return switch (this) {
                case SingleDigest edition -> List.of(new DigestRevision(edition.digest(), edition.revision()));
                case CombinedDigests several -> several.view().digests();
                case OwnContent _, SharedContent _, MessageCorrection _, SharedWithdrawal _ -> List.of();
            };
        }

        /// The encoded view of each of its parts, for buttons and corrections.
        default List<String> views(int parts) {
            return switch (this) {
                case OwnContent _, SharedContent _, MessageCorrection _, SharedWithdrawal _ ->
                    Collections.nCopies(parts, "");
                case CombinedDigests several -> List.of(several.view().encode());
                case SingleDigest edition ->
                    IntStream.range(0, parts)
                            .mapToObj(page -> new ReadAction.Show(
                                            edition.digest(), edition.show().view(), page)
                                    .encode())
                            .toList();
            };
        }

        /// One digest in one view.
        ///
        /// @param view the press that shows it; empty if the stored one cannot be read
        /// @param renderer the renderer version of the first claim; empty if never claimed
        record SingleDigest(
                long digest, int revision, Optional<ReadAction.Show> view, Reader reader, OptionalInt renderer)
                implements Payload {

            public ReadAction.Show show() {
                return view.orElseThrow(
                        () -> new IllegalStateException("the stored view of digest " + digest + " cannot be read"));
            }
        }

        record CombinedDigests(CombinedView view, CombinedReader reader, OptionalInt renderer) implements Payload {}

        record DigestRevision(long digest, int revision) {}

        /// The delivery's own content, as JSON: one page of it, or all.
        record OwnContent(String content, OptionalInt page, OptionalInt renderer) implements Payload {}

        /// A correction of the messages of an earlier delivery.
        ///
        /// @param several the digests that a corrected combined delivery should show
        record MessageCorrection(
                long digest,
                int revision,
                boolean withdraws,
                boolean visible,
                long corrects,
                Optional<CombinedView> several,
                Instant now)
                implements Payload {}

        record SharedContent(long number, OptionalInt renderer) implements Payload {}

        record SharedWithdrawal(long corrects, Instant now) implements Payload {}
    }

    /// A part: one message of a delivery, with its place from 0.
    public record Part(long delivery, int ordinal) {}

    /// The effect of a chat's quiet hours on a delivery at the moment at which it could be sent.
    /// Due times already avoid quiet hours; this covers late deliveries and broadcasts.
    public record QuietHoursDecision(boolean silent, Optional<Instant> until) {

        public static final QuietHoursDecision NONE = new QuietHoursDecision(false, Optional.empty());

        /// Replies and notices are never delayed, and corrections are silent anyway. Broadcasts are
        /// sent on time but silently.
        public static QuietHoursDecision of(QuietHours quiet, ZoneId zone, DeliveryCause cause, Instant now) {
            if (!quiet.contains(now, zone)) {
                return NONE;
            }
            boolean edition = cause.isSubscribed();
            if (!edition && cause != DeliveryCause.BROADCAST) {
                return NONE;
            }
            boolean waits = edition && quiet.mode() == QuietHours.Mode.HOLD;
            return new QuietHoursDecision(true, waits ? Optional.of(quiet.endAfter(now, zone)) : Optional.empty());
        }
    }
}
