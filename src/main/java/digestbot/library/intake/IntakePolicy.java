package digestbot.library.intake;

import digestbot.digest.Diagnostic;
import digestbot.digest.DigestKey;
import digestbot.digest.ParseResult;
import digestbot.library.archive.DigestReview;
import digestbot.library.archive.DigestStore.DigestRow;
import digestbot.library.archive.DigestStore.DigestState;
import digestbot.library.archive.ExpectedDigest;
import digestbot.library.archive.LatePolicy;
import digestbot.library.intake.DigestFolder.ScannedFile;
import digestbot.library.intake.IntakeOutcome.Release;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Decides what a file is, and whether its digest is published, held, archived or a draft. Reads
/// nothing but its arguments.
public record IntakePolicy(FirstStartPolicy firstStart, HoldPolicy holdPolicy, LatePolicy latePolicy) {

    /// The stored facts about the digest in a file.
    ///
    /// @param row empty if the digest is new
    /// @param isOwned whether this file, and no other one, has the digest now
    /// @param hasContent whether the content is stored: in the latest revision or, if another file
    ///     has the digest, in any
    /// @param expected the digest of the topic that is expected next
    /// @param isTrusted whether a review may end without a person
    record KnownDigest(
            Optional<DigestRow> row,
            boolean isOwned,
            boolean hasContent,
            boolean isHeld,
            Optional<ExpectedDigest> expected,
            boolean isTrusted) {

        static final KnownDigest NONE = new KnownDigest(Optional.empty(), false, false, false, Optional.empty(), true);
    }

    IntakeOutcome decide(KnownDigest known, CandidateFile file, Instant now) {
        return switch (file.result().orElse(null)) {
            case null -> new IntakeOutcome.Same(file.previous().orElseThrow().digest());
            case ParseResult.Invalid(var _, boolean isOther) when isOther -> new IntakeOutcome.Other();
            case ParseResult.Invalid(List<Diagnostic> problems, boolean _) ->
                new IntakeOutcome.Invalid(
                        problems, file.isReported(problems.getFirst().message()));
            case ParseResult.Parsed _ ->
                known.row()
                        .map(row -> revision(known, row, file, now))
                        .orElseGet(() -> new IntakeOutcome.New(release(known, file, now)));
        };
    }

    private IntakeOutcome revision(KnownDigest known, DigestRow row, CandidateFile file, Instant now) {
        if (known.hasContent()) {
            return new IntakeOutcome.Same(OptionalLong.of(row.number()));
        }
        if (!known.isOwned()) {
            return conflict(row, file);
        }
        if (row.state() == DigestState.DRAFT) {
            return new IntakeOutcome.Revision(row, release(known, file, now));
        }
        DigestState state = file.digest().draft() ? DigestState.DRAFT : row.state();
        return new IntakeOutcome.Revision(row, Release.unheld(state, file.warnings()));
    }

    private static IntakeOutcome conflict(DigestRow row, CandidateFile file) {
        DigestKey key = file.digest().key();
        String text = "is the same digest as %s (%s, %s, %s%s) with other content; put the correction into that file,"
                        .formatted(
                                ScannedFile.printable(row.path()),
                                key.topic(),
                                key.day(),
                                key.language(),
                                key.edition().isEmpty() ? "" : ", edition " + key.edition())
                + " or remove one of the two, or give this one an `edition` of its own";
        boolean isReported = file.previous()
                .filter(before ->
                        before.hash().equals(file.hash()) && before.problem().equals(Optional.of(text)))
                .isPresent();
        return new IntakeOutcome.Conflict(row.number(), new Diagnostic(1, text), isReported);
    }

    /// The state of a digest that nobody holds. A digest that was only archived before its withdrawal
    /// becomes archived again.
    DigestState unheldState(Optional<DigestRow> known, CandidateFile file, Instant now) {
        if (file.digest().draft()) {
            return DigestState.DRAFT;
        }
        boolean isOld = file.predatesFirstStart()
                && embargo(file, now).isEmpty()
                && !firstStart.publishes(file.digest().key().day(), () -> now);
        return known.flatMap(DigestRow::withdrawnFrom).orElse(isOld ? DigestState.ARCHIVED : DigestState.PUBLISHED);
    }

    private Release release(KnownDigest known, CandidateFile file, Instant now) {
        DigestState unheld = unheldState(known.row(), file, now);
        if (unheld != DigestState.PUBLISHED) {
            return Release.unheld(unheld, file.warnings());
        }
        List<Diagnostic> warnings = known.isHeld() ? file.warnings() : withLateness(known, file, now);
        boolean isReviewed =
                holdPolicy.holds(!warnings.isEmpty()) || file.digest().wantsReview();
        Optional<Instant> review = Optional.of(known.isTrusted() ? holdPolicy.end(now) : DigestReview.UNTIL_DECIDED)
                .filter(_ -> isReviewed);
        Optional<Instant> embargo = embargo(file, now);
        Optional<Instant> until = embargo.filter(end -> review.isEmpty() || end.isAfter(review.get()))
                .or(() -> review);
        return new Release(
                until.isPresent() ? DigestState.DRAFT : unheld,
                until,
                warnings,
                until.flatMap(DigestReview::publishesAt).isEmpty() || embargo.isPresent(),
                isReviewed || known.isHeld() || !warnings.isEmpty());
    }

    /// The time before which the author does not want it published, if that is still to come.
    private static Optional<Instant> embargo(CandidateFile file, Instant now) {
        return file.digest().publishAt().filter(now::isBefore);
    }

    private List<Diagnostic> withLateness(KnownDigest known, CandidateFile file, Instant now) {
        Stream<Diagnostic> lateness = known.expected().stream()
                .filter(expected ->
                        expected.day().equals(file.digest().key().day()) && latePolicy.isLate(expected, now))
                .map(expected -> new Diagnostic(
                        1,
                        "arrived at %s, usually it arrives at about %s: check what delayed it"
                                .formatted(time(now), time(expected.at()))));
        return Stream.concat(lateness, file.warnings().stream()).toList();
    }

    private String time(Instant at) {
        return String.format(Locale.ROOT, "%tR", at.atZone(latePolicy.zone()));
    }
}
