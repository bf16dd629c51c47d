package dev.supercargo.decisions.stage;

import java.util.Map;

/// Something to tell people about: an Event on an object of the Stage's Project (controllers.md 17).
///
/// @param warning whether somebody should look at it
/// @param reason the type of the Event
/// @param message in words
/// @param kind kind of the object concerned
/// @param name name of the object concerned
/// @param annotations with their whole keys
public record Announcement(
        boolean warning, String reason, String message, String kind, String name, Map<String, String> annotations) {
    public Announcement {
        annotations = Map.copyOf(annotations);
    }
}
