package dev.supercargo.promotion;

/// What a Promotion has on disk: the directory of its steps, and a journal that no step can name.
public record Workspace(WorkDir dir, PromotionJournal journal) {}
