package io.github.miragemaven.image.ext2;

/** What a directory that is still being filled may hold. */
sealed interface DraftNode permits DraftDirectory, RegularFile {}
