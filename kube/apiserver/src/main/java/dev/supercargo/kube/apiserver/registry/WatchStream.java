package dev.supercargo.kube.apiserver.registry;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.store.Change;
import dev.supercargo.kube.store.Store;
import dev.supercargo.kube.store.StoreException;
import dev.supercargo.kube.store.Watch;
import dev.supercargo.meta.Json;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A watch as a stream of bytes (kubernetes-api.md 4.4 to 4.7): what is there now (if asked for), then every change,
/// bookmarks between, until its time is over.
public final class WatchStream implements ApiResponse.Chunks {
    private static final Duration BOOKMARK_EVERY = Duration.ofMinutes(1);
    private static final Duration LAST_BOOKMARK_BEFORE_END = Duration.ofSeconds(2);

    private final Resource resource;
    private final ListOptions options;
    private final Function<WatchEvent, byte[]> encoder;
    private final Watch watch;
    private final long end;
    private final Runnable onClose;
    private @Nullable List<WatchEvent> first;
    private long nextBookmark;
    private boolean lastBookmarkSent;
    private boolean over;
    private volatile boolean closed;

    private WatchStream(
            Resource resource,
            ListOptions options,
            Function<WatchEvent, byte[]> encoder,
            Watch watch,
            List<WatchEvent> first,
            Runnable onClose) {
        this.resource = resource;
        this.options = options;
        this.encoder = encoder;
        this.watch = watch;
        this.first = first.isEmpty() ? null : first;
        this.onClose = onClose;
        long seconds = options.watch()
                .timeoutSeconds()
                .filter(s -> s > 0)
                .orElseGet(() -> ThreadLocalRandom.current().nextLong(1_800, 3_600));
        long now = System.nanoTime();
        end = now + Duration.ofSeconds(Math.min(seconds, 86_400)).toNanos();
        nextBookmark = now + BOOKMARK_EVERY.toNanos();
    }

    /// Begins a watch; `onClose` is called once when it is over.
    ///
    /// @throws ApiError 400 for a malformed revision
    public static WatchStream begin(
            Store store,
            Resource resource,
            String namespace,
            ListOptions options,
            Function<WatchEvent, byte[]> encoder,
            Runnable onClose) {
        String prefix = prefix(resource, namespace, options.selection());
        String version = options.resourceVersion();
        long revision = version.isEmpty() ? 0 : Reading.revision(version);
        boolean fromNow = revision == 0;
        boolean initial = options.watch().sendInitialEvents().orElse(fromNow);
        var first = new ArrayList<WatchEvent>();
        Watch watch;
        try {
            if (initial && revision > 0) {
                new Reading(store).awaitRevision(revision);
            }
            if (initial) {
                Reading.Listing listing =
                        new Reading(store).list(resource, namespace, ListOptions.of(options.selection()));
                listing.items().forEach(item -> first.add(new WatchEvent.Added(item)));
                if (options.watch().bookmarks()) {
                    first.add(new WatchEvent.Bookmark(listing.revision(), true));
                }
                watch = store.watch(prefix, listing.revision() + 1);
            } else {
                watch = store.watch(prefix, (fromNow ? store.revision() : revision) + 1);
            }
        } catch (StoreException.Compacted e) {
            first.clear();
            first.add(new WatchEvent.Failed(
                    ApiError.expired("too old resource version: " + revision + " (" + (e.floor() - 1) + ")")
                            .status()));
            watch = store.watch(prefix, store.revision() + 1);
        } catch (ApiError e) {
            first.clear();
            first.add(new WatchEvent.Failed(e.status()));
            watch = store.watch(prefix, store.revision() + 1);
        }
        return new WatchStream(resource, options, encoder, watch, first, onClose);
    }

    private static String prefix(Resource resource, String namespace, Selection selection) {
        String scope = namespace.isEmpty() ? selection.exactNamespace().orElse("") : namespace;
        boolean namespaced = resource.type().namespaced();
        Optional<String> name = selection.exactName();
        if (name.isPresent() && !name.get().isEmpty() && (!namespaced || !scope.isEmpty())) {
            return resource.key(scope, name.get());
        }
        return resource.prefix(namespaced ? scope : "");
    }

    @Override
    public Optional<byte[]> next() throws InterruptedException {
        while (!over && !closed) {
            List<WatchEvent> events = events();
            if (!events.isEmpty()) {
                return Optional.of(encoded(events));
            }
        }
        close();
        return Optional.empty();
    }

    private byte[] encoded(List<WatchEvent> events) {
        if (events.size() == 1) {
            return encoder.apply(events.getFirst());
        }
        var out = new ByteArrayOutputStream();
        events.forEach(event -> out.writeBytes(encoder.apply(event)));
        return out.toByteArray();
    }

    private List<WatchEvent> events() throws InterruptedException {
        List<WatchEvent> begin = first;
        if (begin != null) {
            first = null;
            over = begin.getLast() instanceof WatchEvent.Failed;
            return begin;
        }
        try {
            List<Change> changes = watch.poll(patience());
            if (!changes.isEmpty()) {
                return changes.stream()
                        .flatMap(change -> event(change).stream())
                        .toList();
            }
        } catch (StoreException _) {
            over = true; // too slow, or the store closes: the client begins again where it is
            return List.of();
        }
        long now = System.nanoTime();
        over = now - end >= 0;
        if (options.watch().bookmarks() && bookmarkIsDue(now)) { // the last one also where its time came late
            return List.of(new WatchEvent.Bookmark(watch.seen(), false));
        }
        return List.of();
    }

    private boolean bookmarkIsDue(long now) {
        if (now - nextBookmark >= 0) {
            nextBookmark = now + BOOKMARK_EVERY.toNanos();
            return true;
        }
        if (!lastBookmarkSent && now - (end - LAST_BOOKMARK_BEFORE_END.toNanos()) >= 0) {
            lastBookmarkSent = true;
            return true;
        }
        return false;
    }

    private Duration patience() {
        long now = System.nanoTime();
        long until = end - now;
        if (options.watch().bookmarks()) {
            until = Math.min(until, nextBookmark - now);
            if (!lastBookmarkSent) {
                until = Math.min(until, end - LAST_BOOKMARK_BEFORE_END.toNanos() - now);
            }
        }
        return Duration.ofNanos(Math.max(until, 0));
    }

    /// What a change means to this watch, by whether the object matched before and matches now.
    private Optional<WatchEvent> event(Change change) {
        Shown now = Stored.shown(change.entry(), resource);
        Optional<Shown> before = change.before().map(entry -> Stored.shown(entry, resource));
        boolean matched = before.map(this::matches).orElse(false);
        boolean matches = change.type() != Change.Type.DELETED && matches(now);
        if (change.type() == Change.Type.DELETED) {
            return matched ? Optional.of(new WatchEvent.Deleted(now)) : Optional.empty();
        }
        if (matched && matches) {
            return Optional.of(new WatchEvent.Modified(now));
        }
        if (matches) {
            return Optional.of(new WatchEvent.Added(now));
        }
        return matched
                ? before.map(old -> new WatchEvent.Deleted(
                        new Shown(Stored.withRevision(Json.copy(old.tree()), change.revision()))))
                : Optional.empty();
    }

    private boolean matches(Shown shown) {
        Selection selection = options.selection();
        return selection.isEverything() || selection.matches(shown.tree(), resource.rules());
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            watch.close();
            onClose.run();
        }
    }
}
