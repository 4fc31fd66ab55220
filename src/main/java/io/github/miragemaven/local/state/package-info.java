/**
 * What a region holds, and the files it is kept in.
 *
 * <p>The files alone are the state. A record is a JSON file that is replaced by renaming, a block
 * is written before its digest is, and who changes records holds the directory's lock. So a server
 * may be killed at any moment, and several may serve one directory at once.
 */
package io.github.miragemaven.local.state;
