package dev.supercargo.controllers.warehouse;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Bounds how many questions one outside system is asked at a time, so that a slow one neither is overrun nor keeps
/// others
/// waiting.
final class HostPermits {
    private static final Pattern HOST = Pattern.compile("^(?:[a-z+]+://)?(?:[^@/]*@)?([^/:]+)");

    private final int each;
    private final Map<String, Semaphore> hosts = new ConcurrentHashMap<>();

    HostPermits(int each) {
        this.each = each;
    }

    /// Asks, once the host of a URL has room.
    <T> T within(String url, Callable<T> question) throws InterruptedException {
        Semaphore host = hosts.computeIfAbsent(host(url), _ -> new Semaphore(each));
        host.acquire();
        try {
            return question.call();
        } catch (RuntimeException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            host.release();
        }
    }

    static String host(String url) {
        Matcher host = HOST.matcher(url);
        return host.find() ? host.group(1) : url;
    }
}
