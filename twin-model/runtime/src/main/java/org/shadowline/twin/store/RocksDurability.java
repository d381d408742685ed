package org.shadowline.twin.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Changes kept in a folder by RocksDB: the state of each twin, and the journal of the changes until whoever takes them into
 * the history has done so. A batch is synced to the disk before a write returns.
 */
public final class RocksDurability implements Durability {
    private static final long WRITE_BUFFER = 64L << 20;
    private static final byte[] TWINS = "twins".getBytes(StandardCharsets.UTF_8);
    private static final byte[] JOURNAL = "journal".getBytes(StandardCharsets.UTF_8);
    private static final byte[] LAST = "last".getBytes(StandardCharsets.UTF_8);

    static {
        RocksDB.loadLibrary();
    }

    private final ColumnFamilyOptions columnOptions = new ColumnFamilyOptions()
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setWriteBufferSize(WRITE_BUFFER);
    private final DBOptions options = new DBOptions()
            .setCreateIfMissing(true)
            .setCreateMissingColumnFamilies(true)
            .setMaxBackgroundJobs(2);
    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final List<ColumnFamilyHandle> columns = new ArrayList<>();
    private final RocksDB db;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    /** Opens the folder, and makes it where it is not there; one process at a time. */
    public RocksDurability(Path folder) throws IOException {
        Files.createDirectories(folder);
        try {
            db = RocksDB.open(
                    options,
                    folder.toString(),
                    List.of(
                            new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, columnOptions),
                            new ColumnFamilyDescriptor(TWINS, columnOptions),
                            new ColumnFamilyDescriptor(JOURNAL, columnOptions)),
                    columns);
        } catch (RocksDBException e) {
            throw new IOException("the twins in " + folder + " cannot be opened: " + e.getMessage(), e);
        }
    }

    @Override
    public void write(Batch batch) throws IOException {
        try (var use = use();
                var writes = new WriteBatch()) {
            for (var entry : batch.twins()) {
                var key = entry.twin().getBytes(StandardCharsets.UTF_8);
                if (entry.state() == null) writes.delete(columns.get(1), key);
                else writes.put(columns.get(1), key, entry.state());
            }
            writes.put(columns.get(2), number(batch.last()), batch.journal());
            writes.put(LAST, number(batch.last()));
            db.write(synced, writes);
        } catch (RocksDBException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public long read(BiConsumer<String, byte[]> twin) throws IOException {
        try (var use = use();
                var iterator = db.newIterator(columns.get(1))) {
            for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
                twin.accept(new String(iterator.key(), StandardCharsets.UTF_8), iterator.value());
            }
            iterator.status();
            var last = db.get(LAST);
            return last == null ? 0 : ByteBuffer.wrap(last).getLong();
        } catch (RocksDBException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /**
     * Gives the changes after one, in order, until at least so many were given.
     *
     * @return whether there may be more
     */
    public boolean changesAfter(long change, int some, Consumer<TwinChange> to) throws IOException {
        var given = new int[1];
        try (var use = use();
                var iterator = db.newIterator(columns.get(2))) {
            for (iterator.seek(number(change + 1)); iterator.isValid(); iterator.next()) {
                if (given[0] >= some) return true;
                TwinForm.read(iterator.value(), one -> {
                    given[0]++;
                    if (one.number() > change) to.accept(one);
                });
            }
            iterator.status();
            return false;
        } catch (RocksDBException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Drops the journals up to a change, which are in the history now. */
    public void forgetJournals(long upTo) throws IOException {
        try (var use = use()) {
            db.deleteRange(columns.get(2), number(0), number(upTo + 1));
        } catch (RocksDBException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private interface Use extends AutoCloseable {
        @Override
        void close();
    }

    /** Keeps the store open while something is done with it; RocksDB itself is thread-safe. */
    private Use use() throws IOException {
        lock.readLock().lock();
        if (closed) {
            lock.readLock().unlock();
            throw new IOException("the store is closed");
        }
        return lock.readLock()::unlock;
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (closed) return;
            closed = true;
            columns.forEach(ColumnFamilyHandle::close);
            db.close();
            synced.close();
            options.close();
            columnOptions.close();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
