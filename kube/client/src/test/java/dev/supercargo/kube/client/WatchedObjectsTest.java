package dev.supercargo.kube.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What readers see and listeners hear while the watch lags behind own writes, repeats itself or has missed something.
class WatchedObjectsTest {
    private static final ResourceType THINGS = new ResourceType("example.org", "v1", "Thing", "things", true);
    private static final ObjectKey KEY = new ObjectKey("n", "a");

    private final WatchedObjects<String> objects = new WatchedObjects<>("Thing", KubeObject::resourceVersion);
    private final List<String> heard = new ArrayList<>();

    @BeforeEach
    void listen() {
        objects.onChange((_, before, after) -> heard.add(before.orElse("-") + ">" + after.orElse("-")));
    }

    private static KubeObject at(long version) {
        return KubeObject.named(THINGS, KEY).with(String.valueOf(version), "metadata", "resourceVersion");
    }

    @Test
    void anOwnWriteIsSeenAtOnceAndHeardOfWhenTheWatchBringsIt() {
        objects.arrived(at(1));
        objects.overlay(at(3));
        assertThat(objects.get(KEY)).contains("3");

        objects.arrived(at(2));
        assertThat(objects.get(KEY)).contains("3");
        objects.arrived(at(3));
        assertThat(heard).containsExactly("->1", "1>2", "2>3");
    }

    @Test
    void whatWasDeletedDoesNotComeBackByALateWrite() {
        objects.arrived(at(1));
        objects.left(at(4));
        objects.overlay(at(3));
        assertThat(objects.get(KEY)).isEmpty();
    }

    @Test
    void anObjectThatVanishedWhileTheWatchWasBrokenLeavesNoGhostOfAnOwnWrite() {
        objects.arrived(at(1));
        objects.overlay(at(2));

        objects.left(at(1));
        objects.endOfList(5);
        assertThat(objects.get(KEY)).isEmpty();
        assertThat(heard).containsExactly("->1", "1>-", "2>-");
    }

    @Test
    void neitherDoesOneThatThisProcessMadeAndTheWatchNeverSaw() {
        objects.overlay(at(2));

        objects.endOfList(5);
        assertThat(objects.get(KEY)).isEmpty();
        assertThat(heard).containsExactly("2>-");
    }

    @Test
    void whatIsListedOrWasMadeAfterTheListStays() {
        objects.arrived(at(1));
        objects.overlay(at(2));
        objects.endOfList(5);
        assertThat(objects.get(KEY)).contains("2");

        objects.left(at(3));
        objects.overlay(at(7));
        objects.endOfList(6);
        assertThat(objects.get(KEY)).contains("7");
    }

    @Test
    void whatIsMadeAnewAfterAnUnseenEndIsSeen() {
        objects.overlay(at(1));
        objects.endOfList(9);
        objects.arrived(at(10));
        assertThat(objects.get(KEY)).contains("10");
    }
}
