package io.github.miragemaven.image.ext2;

/** An entry of a {@link DraftDirectory}. */
sealed interface DraftNode permits DraftDirectory, RegularFile {}
