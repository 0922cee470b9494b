package digestbot.library.intake;

import digestbot.database.Transaction;
import digestbot.digest.Diagnostic;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The files that are no digests at present, and why.
public final class InvalidFileStore {

    /// A file with more is hardly a digest; `digestbot check` lists all.
    private static final int MOST_DIAGNOSTICS = 50;

    private static final int MOST_LETTERS = 1_000;

    /// A file that is no digest.
    ///
    /// @param path without characters that could spoil a line
    /// @param diagnostics what is wrong with it; of very many the first, and then how many more there are
    public record Problem(String path, List<Diagnostic> diagnostics) {
        public Problem {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    /// The number of invalid files and the newest one. Every change of the files changes one of the two.
    ///
    /// @param newest grows with each that is found
    public record Standing(long count, long newest) {}

    /// It was found.
    void put(Transaction transaction, String path, List<Diagnostic> diagnostics) {
        remove(transaction, path);
        String lines = bounded(diagnostics).stream()
                .map(diagnostic -> diagnostic.line() + "\t" + shortened(diagnostic.message()))
                .collect(Collectors.joining("\n"));
        transaction.handle().execute("INSERT INTO problem (path, remarks) VALUES (?, ?)", path, lines);
    }

    private static List<Diagnostic> bounded(List<Diagnostic> all) {
        if (all.size() <= MOST_DIAGNOSTICS) {
            return all;
        }
        Diagnostic next = all.get(MOST_DIAGNOSTICS);
        var more = new Diagnostic(
                next.line(),
                "%d more errors from here: `digestbot check` lists all".formatted(all.size() - MOST_DIAGNOSTICS));
        return Stream.concat(all.stream().limit(MOST_DIAGNOSTICS), Stream.of(more))
                .toList();
    }

    private static String shortened(String message) {
        String line = message.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= MOST_LETTERS ? line : line.substring(0, MOST_LETTERS) + "…";
    }

    /// It is mended, or gone.
    void remove(Transaction transaction, String path) {
        transaction.handle().execute("DELETE FROM problem WHERE path = ?", path);
    }

    public Standing standing(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("SELECT count(*) AS count, coalesce(max(number), 0) AS newest FROM problem")
                .map((row, _) -> new Standing(row.getLong("count"), row.getLong("newest")))
                .one();
    }

    /// Some of them, those first that were found first.
    public List<Problem> some(Transaction transaction, int from, int most) {
        return transaction
                .handle()
                .createQuery("SELECT path, remarks FROM problem ORDER BY number LIMIT ? OFFSET ?")
                .bind(0, most)
                .bind(1, from)
                .map((row, _) -> new Problem(
                        ScannedFile.printable(row.getString("path")),
                        row.getString("remarks")
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
