package io.github.miragemaven.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * The first sector of a partitioned disk: boot code, a signature that tells the disk from others,
 * and a table with one active Linux partition (Microsoft, "Disk Concepts and Troubleshooting"; the
 * same layout is in UEFI Specification 2.10, section 5.2.1).
 */
final class MasterBootRecord {

  /** Bytes of a sector. */
  static final int SECTOR = 512;

  private static final int BOOT_CODE = 440;
  private static final int DISK_SIGNATURE = 440;
  private static final int PARTITION_TABLE = 446;
  private static final int ACTIVE = 0x80;
  private static final int LINUX = 0x83;
  private static final int BOOT_SIGNATURE = 510;
  private static final short BOOT_SIGNATURE_VALUE = (short) 0xAA55;

  /** Heads and sectors of the geometry that BIOSes make up for disks of any size. */
  private static final int HEADS = 255;

  private static final int SECTORS_OF_TRACK = 63;
  private static final int CYLINDERS = 1024;

  private MasterBootRecord() {}

  /**
   * The sector's bytes.
   *
   * @param bootCode what the BIOS starts; at most its first 440 bytes are taken
   * @param identity what the disk's signature is made of
   * @param first the partition's first sector
   * @param count its sectors, fewer than 2^32
   */
  static ByteBuffer of(byte[] bootCode, UUID identity, long first, long count) {
    ByteBuffer sector = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    sector.put(bootCode, 0, Math.min(BOOT_CODE, bootCode.length));
    sector.putInt(DISK_SIGNATURE, (int) identity.getLeastSignificantBits());
    sector.position(PARTITION_TABLE);
    sector.put((byte) ACTIVE);
    putCylinderHeadSector(sector, first);
    sector.put((byte) LINUX);
    putCylinderHeadSector(sector, first + count - 1);
    sector.putInt(Math.toIntExact(first));
    sector.putInt((int) count);
    sector.putShort(BOOT_SIGNATURE, BOOT_SIGNATURE_VALUE);
    return sector.rewind();
  }

  /** A sector's place by cylinder, head and sector; the last there is for those beyond it. */
  private static void putCylinderHeadSector(ByteBuffer sector, long number) {
    long cylinder = number / (HEADS * SECTORS_OF_TRACK);
    if (cylinder >= CYLINDERS) {
      sector.put((byte) (HEADS - 1)).put((byte) 0xFF).put((byte) 0xFF);
      return;
    }
    int high = (int) (cylinder >> 8) << 6;
    sector.put((byte) (number / SECTORS_OF_TRACK % HEADS));
    sector.put((byte) (number % SECTORS_OF_TRACK + 1 | high));
    sector.put((byte) cylinder);
  }
}
