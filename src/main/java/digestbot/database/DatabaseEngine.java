package digestbot.database;

import java.util.function.Function;

interface DatabaseEngine extends AutoCloseable {

    <T> T read(Function<Transaction, T> work);

    /// The caller runs the actions that wait for the commit.
    <T> Committed<T> write(Function<Transaction, T> work);

    <T> T writeUnordered(Function<Transaction, T> work);

    void onNotification(String name, Runnable listener);

    @Override
    void close();

    record Committed<T>(T result, Transaction transaction) {}
}
