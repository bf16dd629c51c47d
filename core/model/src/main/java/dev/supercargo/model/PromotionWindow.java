package dev.supercargo.model;

import org.jspecify.annotations.Nullable;

/// A recurring or single span of time in which promotions are allowed or denied.
///
/// - `name`: name of the window.
/// - `stageSelector`: Stages that the window is about. Absent means all.
/// - `projectSelector`: Projects that the window is about; meaningful in ClusterConfig only.
/// - `kind`: whether promotions are allowed or denied while the window is active.
/// - `rrule`: recurrence rule of RFC 5545. Absent means the window occurs once.
/// - `dtstart`: start of the first occurrence, such as `TZID=Europe/Berlin:20260301T080000`.
/// - `dtend`: end of the first occurrence; its distance from dtstart is the length of each.
public record PromotionWindow(
        @Required String name,
        @Nullable PolicySelector stageSelector,
        @Nullable PolicySelector projectSelector,
        @Required String kind,
        String rrule,
        String dtstart,
        String dtend) {}
