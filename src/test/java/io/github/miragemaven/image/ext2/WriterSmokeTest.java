package io.github.miragemaven.image.ext2;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterSmokeTest {
  @TempDir Path dir;

  @Test
  void smoke() throws Exception {
    for (int bs : new int[] {1024, 2048, 4096}) {
      PatternSource big = new PatternSource(70_000_001, 1);
      PatternSource small = new PatternSource(12_289, 2);
      Ext2Tree tree =
          Ext2Tree.builder().file("/boot/big", big).file("/boot/grub/menu.lst", small).build();
      WrittenImage.write(dir, tree, WrittenImage.settings(bs))
          .isCleanForE2fsck()
          .holdsExactly(
              Map.of("/boot/big", big, "/boot/grub/menu.lst", small),
              List.of("/lost+found", "/boot", "/boot/grub"));
      WrittenImage.write(dir, Ext2Tree.builder().build(), WrittenImage.settings(bs))
          .isCleanForE2fsck()
          .holdsExactly(Map.of(), List.of("/lost+found"));
    }
  }
}
