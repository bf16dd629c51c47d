package dev.supercargo.kube.store;

import dev.supercargo.kube.store.Command.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/// The store: newest state and recent changes in memory, everything durable in a [Log].
///
/// ```
///  writers --Command--> queue --> one thread: decide each, append the group to the log (one fsync),
///                                 then under the write lock: state, recent changes, watches; then answer
///  readers --------------------------------------> state (get without a lock but while a group is published, list
/// under the read lock)
/// ```
///
/// Nothing is visible, nor answered, before the log has it.
final class RevisionedStore implements Store {
    private static final int MOST_IN_GROUP = 1_024;

    private final Log log;
    private final DecodedForms forms;
    private final LinkedBlockingQueue<Command> queue = new LinkedBlockingQueue<>();
    private final Thread writer;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final ConcurrentSkipListMap<String, Entry> state = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListSet<Expiry> expiries = new ConcurrentSkipListSet<>();
    private final RecentChanges recent;
    private final Watches watches = new Watches();
    private volatile long revision;
    /// Whether a group of changes is on its way into the state.
    private volatile boolean publishing;
    private volatile long floor;
    private volatile @Nullable String trouble;
    private volatile boolean closed;

    /// An entry that ends by itself.
    private record Expiry(Instant at, String key, long revision) implements Comparable<Expiry> {
        @Override
        public int compareTo(Expiry other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : key.compareTo(other.key);
        }
    }

    RevisionedStore(Log log) {
        this.log = log;
        this.forms = log.forms();
        Log.Snapshot snapshot = log.load();
        snapshot.entries().stream()
                .sorted(Comparator.comparing(Entry::key)) // neighbours are put next to each other, which is quick
                .forEach(this::put);
        revision = snapshot.revision();
        floor = snapshot.floor();
        recent = new RecentChanges(revision);
        writer = Thread.ofPlatform().daemon().name("store-writer").start(this::write);
    }

    // ---- reading

    @Override
    public Optional<Entry> get(String key) {
        Entry found = state.get(key);
        if (publishing) { // what was found may be newer than the revision that everybody else sees
            lock.readLock().lock();
            try {
                found = state.get(key);
            } finally {
                lock.readLock().unlock();
            }
        }
        return Optional.ofNullable(found);
    }

    @Override
    public Page list(String prefix, String start, int limit, long at) {
        NavigableMap<String, Entry> entries;
        long as;
        lock.readLock().lock();
        try {
            as = at == NEWEST ? revision : at;
            if (as == revision) {
                return page(under(state, prefix), start, limit, as);
            }
            refuseCompacted(as);
            if (as > revision) {
                throw new StoreException.Future(as, revision);
            }
            entries = new TreeMap<>(under(state, prefix));
        } finally {
            lock.readLock().unlock();
        }
        return page(undone(entries, prefix, as), start, limit, as);
    }

    /// The state at an older revision: newer changes taken back, the newest first. Changes that came after `entries`
    /// were copied do no harm: they are taken back to what was there.
    private NavigableMap<String, Entry> undone(NavigableMap<String, Entry> entries, String prefix, long at) {
        for (Change change : history(at + 1).reversed()) {
            if (change.key().startsWith(prefix)) {
                change.before()
                        .ifPresentOrElse(
                                before -> entries.put(change.key(), before), () -> entries.remove(change.key()));
            }
        }
        refuseCompacted(at);
        return entries;
    }

    private static NavigableMap<String, Entry> under(NavigableMap<String, Entry> entries, String prefix) {
        return entries.subMap(prefix, true, prefix + Character.MAX_VALUE, false);
    }

    private static Page page(NavigableMap<String, Entry> entries, String start, int limit, long at) {
        var found = new ArrayList<Entry>();
        long remaining = 0;
        for (Entry entry : (start.isEmpty() ? entries : entries.tailMap(start, true)).values()) {
            if (limit > 0 && found.size() >= limit) {
                remaining++;
            } else {
                found.add(entry);
            }
        }
        return new Page(found, at, remaining);
    }

    private void refuseCompacted(long wanted) {
        if (wanted < floor) {
            throw new StoreException.Compacted(wanted, floor);
        }
    }

    /// The changes from a revision to now: old ones from the log, new ones from memory.
    private List<Change> history(long from) {
        List<Change> newer;
        long first;
        lock.readLock().lock();
        try {
            first = recent.first();
            newer = recent.from(from);
        } finally {
            lock.readLock().unlock();
        }
        if (from >= first) {
            return newer;
        }
        var all = new ArrayList<>(log.history(from, first - 1));
        all.addAll(newer);
        return all;
    }

    @Override
    public long revision() {
        return revision;
    }

    @Override
    public long floor() {
        return floor;
    }

    @Override
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    // ---- watching

    @Override
    public Watch watch(String prefix, long from) {
        if (closed) {
            throw new StoreException.Closed("the store");
        }
        refuseCompacted(from);
        var watch = new QueueWatch(prefix, from, () -> revision, watches::remove);
        long first;
        lock.readLock().lock();
        try {
            first = recent.first();
            if (from >= first) {
                begin(watch, recent.from(from));
                return watch;
            }
        } finally {
            lock.readLock().unlock();
        }
        var past = new ArrayList<>(log.history(from, first - 1));
        lock.readLock().lock();
        try {
            if (recent.first() > first) {
                past.addAll(log.history(first, recent.first() - 1));
            }
            past.addAll(recent.from(Math.max(from, recent.first())));
            refuseCompacted(from);
            begin(watch, past);
        } finally {
            lock.readLock().unlock();
        }
        return watch;
    }

    private void begin(QueueWatch watch, List<Change> past) {
        watch.catchUp(past.stream()
                .filter(change -> change.key().startsWith(watch.prefix)
                        && (watch.prefix.endsWith("/") || watch.prefix.equals(change.key())))
                .toList());
        watches.add(watch);
    }

    // ---- writing

    @Override
    public Write create(String key, byte[] value, Optional<Instant> expires) {
        return submit(key, new Condition.IfAbsent(), Optional.of(value), expires);
    }

    @Override
    public Write update(String key, long expected, byte[] value, Optional<Instant> expires) {
        return submit(key, new Condition.IfWrittenBy(expected), Optional.of(value), expires);
    }

    @Override
    public Write delete(String key, long expected) {
        return submit(key, new Condition.IfWrittenBy(expected), Optional.empty(), Optional.empty());
    }

    private Write submit(String key, Condition condition, Optional<byte[]> value, Optional<Instant> expires) {
        var answer = new CompletableFuture<Write>();
        enqueue(new Command.Put(key, condition, value, expires, answer));
        return await(answer);
    }

    private void enqueue(Command command) {
        if (closed) {
            throw new StoreException.Closed("the store");
        }
        queue.add(command);
    }

    private static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreException failure) {
                throw failure;
            }
            throw e;
        }
    }

    @Override
    public void compact(long below) {
        run(() -> {
            long to = Math.min(below, revision);
            if (to > floor) {
                floor = to; // first: a reader that finds less history than it needs sees why
                log.compact(to);
            }
        });
    }

    @Override
    public int expire(Instant now) {
        int count = 0;
        for (Expiry expiry : expiries) {
            if (expiry.at().isAfter(now)) {
                break;
            }
            if (delete(expiry.key(), expiry.revision()) instanceof Write.Done) {
                count++;
            }
        }
        return count;
    }

    @Override
    public List<String> check() {
        var wrong = new ArrayList<String>();
        run(() -> wrong.addAll(log.check()));
        return wrong;
    }

    private void run(Runnable job) {
        var answer = new CompletableFuture<Boolean>();
        enqueue(new Command.Run(job, answer));
        await(answer);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        queue.add(new Command.Stop());
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watches.endAll();
        log.close();
    }

    // ---- the writing thread

    private void write() {
        var commands = new ArrayList<Command>();
        boolean stopped = false;
        while (!stopped) {
            commands.clear();
            try {
                commands.add(queue.take());
            } catch (InterruptedException _) {
                continue; // nobody interrupts this thread; only Stop ends it
            }
            queue.drainTo(commands, MOST_IN_GROUP);
            stopped = perform(commands);
            log.rest();
        }
        queue.forEach(RevisionedStore::refuse);
    }

    /// Carries out a group in order; whether it held the last command.
    private boolean perform(List<Command> commands) {
        var group = new Group();
        boolean stopped = false;
        for (Command command : commands) {
            if (stopped) {
                refuse(command);
                continue;
            }
            switch (command) {
                case Command.Put put -> group.add(put);
                case Command.Run run -> {
                    commit(group);
                    group = new Group();
                    runJob(run);
                }
                case Command.Stop _ -> stopped = true;
            }
        }
        commit(group);
        return stopped;
    }

    private static void refuse(Command command) {
        var why = new StoreException.Closed("the store");
        switch (command) {
            case Command.Put put -> put.answer().completeExceptionally(why);
            case Command.Run run -> run.answer().completeExceptionally(why);
            case Command.Stop _ -> {
                // there is nobody to answer
            }
        }
    }

    private static void runJob(Command.Run run) {
        try {
            run.job().run();
            run.answer().complete(true);
        } catch (RuntimeException e) {
            run.answer().completeExceptionally(e);
        }
    }

    private void commit(Group group) {
        try {
            if (!group.changes.isEmpty()) {
                log.append(group.changes);
                trouble = null;
                publish(group.changes);
            }
        } catch (RuntimeException e) {
            trouble = e.getMessage();
            group.fail(
                    e instanceof StoreException known
                            ? known
                            : new StoreException("cannot write to the store: " + e.getMessage(), e));
            return;
        }
        group.answer();
    }

    private void publish(List<Change> changes) {
        lock.writeLock().lock();
        publishing = true;
        try {
            for (Change change : changes) {
                change.before().ifPresent(this::forgetExpiry);
                if (change.type() == Change.Type.DELETED) {
                    state.remove(change.key());
                } else {
                    put(change.entry());
                }
                recent.add(change);
                watches.offer(change);
            }
            revision = changes.getLast().revision();
        } finally {
            publishing = false;
            lock.writeLock().unlock();
        }
    }

    private void put(Entry entry) {
        state.put(entry.key(), entry);
        entry.expires().ifPresent(at -> expiries.add(new Expiry(at, entry.key(), entry.revision())));
    }

    private void forgetExpiry(Entry entry) {
        entry.expires().ifPresent(at -> expiries.remove(new Expiry(at, entry.key(), entry.revision())));
    }

    /// Writes that become durable together. Each is decided against the newest state and the writes before it.
    private final class Group {
        final List<Change> changes = new ArrayList<>();
        private final Map<String, Optional<Entry>> overlay = new HashMap<>();
        private final List<CompletableFuture<Write>> asked = new ArrayList<>();
        private final List<Write> decided = new ArrayList<>();
        private long next = revision + 1;

        void add(Command.Put put) {
            asked.add(put.answer());
            decided.add(decide(put));
        }

        private Write decide(Command.Put put) {
            Optional<Entry> current = overlay.getOrDefault(put.key(), Optional.ofNullable(state.get(put.key())));
            return switch (put.condition()) {
                case Condition.IfAbsent _ when current.isPresent() -> new Write.Exists(current.get());
                case Condition.IfAbsent _ -> done(put, current);
                case Condition.IfWrittenBy _ when current.isEmpty() -> new Write.Absent();
                case Condition.IfWrittenBy(long by)
                when by != current.get().revision() -> new Write.Conflict(current.get());
                case Condition.IfWrittenBy _ -> done(put, current);
            };
        }

        private Write done(Command.Put put, Optional<Entry> before) {
            long by = next++;
            if (put.value().isEmpty()) {
                Entry deleted = before.orElseThrow().deletedBy(by);
                record(new Change(Change.Type.DELETED, deleted, before), Optional.empty());
                return new Write.Done(deleted);
            }
            long created = before.map(Entry::created).orElse(by);
            var entry = new Entry(put.key(), put.value().get(), created, by, put.expires(), forms);
            Change.Type type = before.isPresent() ? Change.Type.UPDATED : Change.Type.CREATED;
            record(new Change(type, entry, before), Optional.of(entry));
            return new Write.Done(entry);
        }

        private void record(Change change, Optional<Entry> after) {
            changes.add(change);
            overlay.put(change.key(), after);
        }

        void answer() {
            for (int i = 0; i < asked.size(); i++) {
                asked.get(i).complete(decided.get(i));
            }
        }

        void fail(StoreException why) {
            asked.forEach(answer -> answer.completeExceptionally(why));
        }
    }
}
