package io.github.miragemaven.local.state;

/**
 * A piece of an object: all its data, or a part.
 *
 * @param file the name of the file with its data
 * @param size the size in bytes
 * @param md5 the MD5, in hexadecimal digits: the ETag of a part
 * @param checksum the verified checksum, as S3 writes it; may be empty
 */
public record Piece(String file, long size, String md5, String checksum) {}
