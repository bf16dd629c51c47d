package dev.supercargo.kube.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

        objects.missing(at(1), 5);
        assertThat(objects.get(KEY)).isEmpty();
        assertThat(heard).containsExactly("->1", "1>-");
    }

    @Test
    void whatThisProcessMadeAfterTheListStays() {
        objects.arrived(at(1));
        objects.overlay(at(7));

        objects.missing(at(1), 5);
        assertThat(objects.get(KEY)).contains("7");
    }

    @Test
    void whatIsMadeAnewAfterAnUnseenEndIsSeen() {
        objects.arrived(at(1));
        objects.missing(at(1), 9);
        objects.arrived(at(8));
        assertThat(objects.get(KEY)).isEqualTo(Optional.of("8"));
    }
}
