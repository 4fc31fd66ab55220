package io.github.miragemaven.local.state;

/**
 * Bytes of an object: all of them, or those of one part.
 *
 * @param file the name of the file that they are in
 * @param size how many they are
 * @param md5 their MD5, in hexadecimal digits: the ETag of a part
 * @param checksum what they were checked with, as S3 writes it; empty where that was nothing
 */
public record Piece(String file, long size, String md5, String checksum) {}
