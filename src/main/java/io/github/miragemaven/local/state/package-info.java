/**
 * The resources of a region and their files.
 *
 * <p>All state is in files. A record is a JSON file that is replaced by renaming, a block is
 * written before its digest, and changes to records are made under the directory's lock. A server
 * may therefore be killed at any moment, and several may serve one directory at once.
 */
package io.github.miragemaven.local.state;
