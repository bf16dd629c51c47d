package dev.supercargo.promotion.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// What the file system complained about, in words (the exceptions of Java only name the file).
public final class Words {
    private Words() {}

    /// The words of the exception inside.
    public static String of(UncheckedIOException e) {
        IOException cause = e.getCause();
        return cause == null ? String.valueOf(e.getMessage()) : of(cause);
    }

    /// A sentence with the file's name.
    public static String of(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> missing.getFile() + ": no such file or directory";
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case NotDirectoryException no -> no.getFile() + ": not a directory";
            case DirectoryNotEmptyException full -> full.getFile() + ": directory not empty";
            case FileSystemException other when other.getReason() == null -> String.valueOf(other.getFile());
            default -> String.valueOf(e.getMessage());
        };
    }
}
