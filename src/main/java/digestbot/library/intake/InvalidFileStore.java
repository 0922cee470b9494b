package digestbot.library.intake;

import digestbot.database.Transaction;
import digestbot.digest.Diagnostic;
import digestbot.library.intake.DigestFolder.ScannedFile;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

public final class InvalidFileStore {

    /// `digestbot check` lists all errors.
    private static final int MAX_DIAGNOSTICS = 50;

    private static final int MAX_LENGTH = 1_000;

    /// An invalid file.
    ///
    /// @param path has no characters that could break a line of a log or message
    /// @param diagnostics its errors; if there are very many, the first ones and then the number of
    ///     the others
    public record InvalidFile(String path, List<Diagnostic> diagnostics) {}

    /// The number of invalid files and the number of the newest entry, which grows with each entry.
    /// Every change of the list changes one of the two.
    public record InvalidFileSummary(long count, long newest) {}

    void put(Transaction transaction, String path, List<Diagnostic> diagnostics) {
        remove(transaction, path);
        String lines = bounded(diagnostics).stream()
                .map(diagnostic -> diagnostic.line() + "\t" + shortened(diagnostic.message()))
                .collect(Collectors.joining("\n"));
        transaction.execute("INSERT INTO invalid_file (path, errors) VALUES (?, ?)", path, lines);
    }

    private static List<Diagnostic> bounded(List<Diagnostic> all) {
        if (all.size() <= MAX_DIAGNOSTICS) {
            return all;
        }
        Diagnostic next = all.get(MAX_DIAGNOSTICS);
        var more = new Diagnostic(
                next.line(),
                "%d more errors from here: `digestbot check` lists all".formatted(all.size() - MAX_DIAGNOSTICS));
        return Stream.concat(all.stream().limit(MAX_DIAGNOSTICS), Stream.of(more))
                .toList();
    }

    private static String shortened(String message) {
        String line = message.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
    }

    void remove(Transaction transaction, String path) {
        transaction.execute("DELETE FROM invalid_file WHERE path = ?", path);
    }

    public InvalidFileSummary summary(Transaction transaction) {
        return transaction
                .select("SELECT count(*) AS count, coalesce(max(number), 0) AS newest FROM invalid_file")
                .map((row, _) -> new InvalidFileSummary(row.getLong("count"), row.getLong("newest")))
                .one();
    }

    /// The oldest first.
    public List<InvalidFile> page(Transaction transaction, int from, int limit) {
        return transaction
                .select("SELECT path, errors FROM invalid_file ORDER BY number LIMIT ? OFFSET ?", limit, from)
                .map((row, _) -> new InvalidFile(
                        ScannedFile.printable(row.getString("path")),
                        row.getString("errors")
                                .lines()
                                .map(InvalidFileStore::diagnostic)
                                .toList()))
                .list();
    }

    private static Diagnostic diagnostic(String line) {
        int tab = line.indexOf('\t');
        return new Diagnostic(Integer.parseInt(line.substring(0, tab)), line.substring(tab + 1));
    }
}
