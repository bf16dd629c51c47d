package dev.supercargo.decisions.stage;

import java.util.Map;

/// Something that happened, to tell people about: an Event on an object of the Stage's Project (controllers.md 17).
/// What stands in the way is a problem, and told as such.
///
/// @param reason the type of the Event
/// @param message in words
/// @param kind kind of the object concerned
/// @param name name of the object concerned
/// @param annotations with their whole keys
public record Announcement(String reason, String message, String kind, String name, Map<String, String> annotations) {
    public Announcement {
        annotations = Map.copyOf(annotations);
    }
}
