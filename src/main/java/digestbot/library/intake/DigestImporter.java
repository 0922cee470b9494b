package digestbot.library.intake;

import digestbot.database.Transaction;
import digestbot.digest.Diagnostic;
import digestbot.digest.DigestKey;
import digestbot.library.archive.DigestStore;
import digestbot.library.archive.FileRecord;
import digestbot.library.archive.FileStore;
import digestbot.library.archive.Library;
import digestbot.library.archive.PublicationListener;
import digestbot.library.intake.FileSource.FolderListing;
import digestbot.library.intake.FileSource.ScannedFile;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Imports a file that was read: as a new digest, as a revision, as an unchanged file, or as an
/// invalid file; [DigestWriter] stores the first two. Its writes and those of its listeners are one
/// transaction.
final class DigestImporter {

    private final Library library;
    private final ImportReporter reporter;
    private final DigestWriter writer;
    private final DigestStore digests = new DigestStore();
    private final FileStore files = new FileStore();
    private final InvalidFileStore invalidFiles = new InvalidFileStore();

    DigestImporter(
            Library library,
            PublicationListener publications,
            ImportReporter reporter,
            FolderImport.ImportSettings settings,
            InstantSource clock) {
        this.library = library;
        this.reporter = reporter;
        writer = new DigestWriter(library, publications, settings, reporter, clock);
    }

    FileRecord importFile(Transaction transaction, CandidateFile candidate, FolderListing listing) {
        FileRecord row = switch (candidate) {
            case CandidateFile.UnchangedCandidate touched -> touched.row().withStamp(touched.stamp());
            case CandidateFile.InvalidCandidate broken -> recordInvalid(transaction, broken);
            case CandidateFile.OtherCandidate other -> recordOther(transaction, other);
            case CandidateFile.ValidCandidate sound -> importFile(transaction, sound, listing);
        };
        files.put(transaction, row);
        if (row.problem().isEmpty()) {
            invalidFiles.remove(transaction, row.path());
        }
        return row;
    }

    /// Loads (and so caches) the digests that [#importFile] compares the file with, so that nothing
    /// is parsed while the write transaction is open.
    void prepare(Transaction transaction, CandidateFile candidate) {
        if (candidate instanceof CandidateFile.ValidCandidate sound) {
            digests.entry(transaction, sound.digest().key())
                    .ifPresent(digestRow -> sameContent(transaction, digestRow, sound));
            writer.prepare(transaction, sound);
        }
    }

    boolean isStillInFile(Transaction transaction, long digest, FolderListing listing) {
        return fileStillContains(transaction, digests.path(transaction, digest), digest, listing);
    }

    private boolean fileStillContains(Transaction transaction, String path, long digest, FolderListing listing) {
        return !listing.isCertainlyMissing(path)
                && files.row(transaction, path)
                        .filter(row -> row.holdsOtherThan(digest))
                        .isEmpty();
    }

    private FileRecord recordInvalid(Transaction transaction, CandidateFile.InvalidCandidate broken) {
        if (!broken.isReported()) {
            reporter.invalid(transaction, broken.path(), broken.problems());
        }
        return broken.record(broken.hash(), OptionalLong.empty(), Optional.of(broken.firstError()));
    }

    private static FileRecord recordOther(Transaction transaction, CandidateFile.OtherCandidate other) {
        ImportReporter.skipped(transaction, other.path());
        return other.record(Optional.of(other.hash()), OptionalLong.empty(), Optional.empty());
    }

    private FileRecord importFile(Transaction transaction, CandidateFile.ValidCandidate file, FolderListing listing) {
        Optional<DigestStore.DigestRow> known =
                digests.entry(transaction, file.digest().key());
        if (known.isEmpty()) {
            return importedRecord(file, writer.add(transaction, file));
        }
        DigestStore.DigestRow digestRow = known.get();
        boolean ownsDigest = digestRow.path().equals(file.path())
                || !fileStillContains(transaction, digestRow.path(), digestRow.number(), listing);
        if (ownsDigest) {
            digests.setPath(transaction, digestRow.number(), file.path());
        }
        if (sameContent(transaction, digestRow, file)) {
            return importedRecord(file, digestRow.number());
        }
        if (ownsDigest) {
            writer.revise(transaction, digestRow, file);
            return importedRecord(file, digestRow.number());
        }
        if (digests.hasRevision(transaction, digestRow.number(), file.hash())) {
            return importedRecord(file, digestRow.number());
        }
        return reportConflict(transaction, digestRow, file);
    }

    private FileRecord reportConflict(
            Transaction transaction, DigestStore.DigestRow digestRow, CandidateFile.ValidCandidate file) {
        DigestKey key = file.digest().key();
        String text = "is the same digest as %s (%s, %s, %s%s) with other content; put the correction into that file,"
                        .formatted(
                                ScannedFile.printable(digestRow.path()),
                                key.topic(),
                                key.day(),
                                key.language(),
                                key.edition().isEmpty() ? "" : ", edition " + key.edition())
                + " or remove one of the two, or give this one an `edition` of its own";
        boolean known = file.previous()
                .filter(row -> row.hash().equals(Optional.of(file.hash()))
                        && row.problem().equals(Optional.of(text)))
                .isPresent();
        if (!known) {
            reporter.invalid(transaction, file.path(), List.of(new Diagnostic(1, text)));
        }
        return file.record(Optional.of(file.hash()), OptionalLong.of(digestRow.number()), Optional.of(text));
    }

    private boolean sameContent(
            Transaction transaction, DigestStore.DigestRow digestRow, CandidateFile.ValidCandidate file) {
        return library.all().isLatest(transaction, digestRow, file.hash(), file.digest());
    }

    private static FileRecord importedRecord(CandidateFile.ValidCandidate file, long number) {
        return file.record(Optional.of(file.hash()), OptionalLong.of(number), Optional.empty());
    }
}
