package io.github.miragemaven.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.UUID;

/**
 * The first sector of a partitioned disk: boot code, the disk signature and the table of partitions
 * (Microsoft, "Disk Concepts and Troubleshooting"; the same layout is in UEFI Specification 2.10,
 * section 5.2.1).
 */
final class MasterBootRecord {

  /** The size of a sector in bytes. */
  static final int SECTOR = 512;

  private static final int BOOT_CODE = 440;
  private static final int DISK_SIGNATURE = 440;
  private static final int PARTITION_TABLE = 446;
  private static final int ACTIVE = 0x80;
  private static final int BOOT_SIGNATURE = 510;
  private static final short BOOT_SIGNATURE_VALUE = (short) 0xAA55;

  /** The fictitious disk geometry that BIOSes report. */
  private static final int HEADS = 255;

  private static final int SECTORS_PER_TRACK = 63;
  private static final int CYLINDERS = 1024;

  private MasterBootRecord() {}

  /** The types of partitions. */
  enum PartitionType {
    /** A Linux file system, from which the disk boots. */
    LINUX(0x83, ACTIVE),
    /** Data without a file system. */
    NON_FS_DATA(0xDA, 0);

    private final int number;
    private final int status;

    PartitionType(int number, int status) {
      this.number = number;
      this.status = status;
    }
  }

  /**
   * A partition.
   *
   * @param type its type
   * @param start its start on the disk in bytes, a multiple of a sector
   * @param size its size in bytes, a multiple of a sector
   */
  record Partition(PartitionType type, long start, long size) {}

  /**
   * Returns the master boot record.
   *
   * @param bootCode the code that the BIOS starts, of which the first 440 bytes are used
   * @param identity the UUID from which the disk signature is derived
   * @param partitions the partitions, at most four, all of which start below 2^32 sectors
   */
  static ByteBuffer of(byte[] bootCode, UUID identity, List<Partition> partitions) {
    ByteBuffer sector = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    sector.put(bootCode, 0, Math.min(BOOT_CODE, bootCode.length));
    sector.putInt(DISK_SIGNATURE, (int) identity.getLeastSignificantBits());
    sector.position(PARTITION_TABLE);
    for (Partition partition : partitions) {
      long first = partition.start / SECTOR;
      long count = partition.size / SECTOR;
      sector.put((byte) partition.type.status);
      putCylinderHeadSector(sector, first);
      sector.put((byte) partition.type.number);
      putCylinderHeadSector(sector, first + count - 1);
      sector.putInt((int) first);
      sector.putInt((int) count);
    }
    sector.putShort(BOOT_SIGNATURE, BOOT_SIGNATURE_VALUE);
    return sector.rewind();
  }

  /** Writes a sector's CHS address; sectors beyond the last cylinder get the highest address. */
  private static void putCylinderHeadSector(ByteBuffer sector, long number) {
    long cylinder = number / (HEADS * SECTORS_PER_TRACK);
    if (cylinder >= CYLINDERS) {
      sector.put((byte) (HEADS - 1)).put((byte) 0xFF).put((byte) 0xFF);
      return;
    }
    int high = (int) (cylinder >> 8) << 6;
    sector.put((byte) (number / SECTORS_PER_TRACK % HEADS));
    sector.put((byte) (number % SECTORS_PER_TRACK + 1 | high));
    sector.put((byte) cylinder);
  }
}
